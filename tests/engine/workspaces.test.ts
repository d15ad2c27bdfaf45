import { expect } from "chai";
import { startEmulator, type Emulator } from "../../emulator";
import { program } from "./support/programs";
import { complaints, contents, contentsWritten, expectSettled, stays } from "./support/runs";
import { filesBelow, expectNoSecrets } from "./support/secrets";
import { useStack } from "./support/use-stack";

const otherKey = "key-of-another-workspace";

describe("two Courier workspaces in one program, of the same user in both,", () => {
    const test = useStack();
    let other: Emulator;

    beforeEach(async () => {
        other = await startEmulator({ apiKey: otherKey });
    });
    afterEach(() => other.close());

    /** A program in which `here` and `there` are options of resources in one workspace and the other. */
    function inBoth(body: string): string {
        return program(`
            const there = { provider: new pulumi.ProviderResource("pulumi-nodejs", "there", {
                "courier:apiKey": pulumi.secret("${otherKey}"), "courier:baseUrl": "${other.url}",
            }) };
            const here = {};
            ${body}
        `);
    }

    it("are two profiles: taken out of one it is emptied there, and kept in the other, also under another name", async () => {
        const { courier, stack } = test;
        const profile = `{ userId: "same", profile: { nickname: "n" } }`;
        const members = `{ profiles: { one: { nickname: "1" }, two: { nickname: "2" } } }`;
        await stack.program(
            inBoth(`
                new Profile("a", ${profile}, here); new Profile("b", ${profile}, there);
                new ProfileSet("set-a", ${members}, here); new ProfileSet("set-b", ${members}, there);
            `),
        );
        await stack.up();
        const all = { same: { nickname: "n" }, one: { nickname: "1" }, two: { nickname: "2" } };
        expect([contents(courier), contents(other)]).to.deep.equal([all, all]);

        await stack.program(
            inBoth(`
                new Profile("renamed", ${profile}, here);
                new ProfileSet("set-a", { profiles: { two: { nickname: "2" } } }, here);
                new ProfileSet("set-b", { profiles: { one: { nickname: "1" } } }, there);
            `),
        );
        for (const each of [courier, other]) each.clearRequests();
        const result = await stack.up();
        expect(contents(courier)).to.deep.equal({ ...all, one: {} });
        expect(contents(other)).to.deep.equal({ same: {}, one: { nickname: "1" }, two: {} });
        expect(complaints(result)).to.deep.equal({});
        expect(stays(result)).to.have.all.keys("renamed");
        expect(contentsWritten(courier, "same")).to.deep.equal([{ nickname: "n" }]);
        await expectSettled(test);
        expectNoSecrets({ state: await stack.stateText(), ...(await filesBelow(stack.folder + "/tmp")) }, [
            otherKey,
        ]);
    });

    it("are kept both when everything is replaced, the providers too, and emptied both by destroy", async () => {
        const { courier, stack } = test;
        await stack.program(
            inBoth(`
                for (const [name, opts] of Object.entries({ here, there })) {
                    new Profile(name, { userId: "same", profile: { nickname: name } }, opts);
                    new ProfileSet("set-" + name, { profiles: { member: { nickname: name } } }, opts);
                }
            `),
        );
        await stack.up();
        for (const each of [courier, other]) each.clearRequests();
        await stack.up({ args: ["--replace", "**"] });
        for (const [each, nickname] of [
            [courier, "here"],
            [other, "there"],
        ] as const) {
            expect(contents(each)).to.deep.equal({ same: { nickname }, member: { nickname } });
            for (const userId of ["same", "member"]) {
                expect(contentsWritten(each, userId)).to.deep.equal([{ nickname }]);
            }
        }
        await stack.destroy({ args: ["--run-program"] });
        expect([contents(courier), contents(other)]).to.deep.equal(
            [1, 2].map(() => ({ same: {}, member: {} })),
        );
    });
});

describe("another key", () => {
    const test = useStack();

    it("in the same up as a rename, and as --replace '**', whose deletions have the old one, keeps every profile", async () => {
        const { stack } = test;
        // It takes any key: what tells the workspaces of one run apart is all on this side.
        await using courier = await startEmulator();
        const env = { COURIER_API_KEY: undefined, COURIER_BASE_URL: courier.url };
        const declare = (name: string) =>
            program(`
                new Profile("${name}", { userId: "single", profile: { nickname: "s" } });
                new ProfileSet("${name}-set", { profiles: { member: { nickname: "m" } } });
                new Profile("same", { userId: "same", profile: { nickname: "e" } }, { deleteBeforeReplace: true });
            `);
        const expected = {
            single: { nickname: "s" },
            member: { nickname: "m" },
            same: { nickname: "e" },
        };
        await stack.setConfig("courier:apiKey", "first-key", { secret: true });
        await stack.program(declare("one"));
        await stack.up({ env });
        expect(contents(courier)).to.deep.equal(expected);
        courier.clearRequests();

        for (const [key, name, args] of [
            ["second-key", "two", []],
            ["third-key", "two", ["--replace", "**"]],
        ] as const) {
            await stack.setConfig("courier:apiKey", key, { secret: true });
            await stack.program(declare(name));
            await stack.up({ env, args: [...args] });
            for (const userId of Object.keys(expected)) {
                expect(contentsWritten(courier, userId), `${key} ${userId}`).not.to.deep.include({});
            }
            expect(contents(courier)).to.deep.equal(expected);
        }
        await stack.up({ env, args: ["--expect-no-changes"] });
        await stack.program(declare("two").replace("new Profile", "0 && new Profile"));
        await stack.up({ env });
        expect(contents(courier)).to.deep.equal({ ...expected, single: {} });
    });
});

describe("another base URL, at which nothing of the state exists,", () => {
    const test = useStack();

    it("is filled by an up --refresh: everything is created again there, and nothing is touched where it was", async () => {
        const { courier, stack } = test;
        await stack.program(
            program(`
                new Profile("single", { userId: "single", profile: { nickname: "s" } });
                new Profile("guarded", { userId: "guarded", profile: { nickname: "g" }, ifExists: "fail", undeclaredKeys: "keep" });
                new ProfileSet("set", { profiles: { one: { nickname: "1" }, two: { nickname: "2" } } });
            `),
        );
        await stack.up();
        const profiles = contents(courier);
        courier.clearRequests();
        await using other = await startEmulator({ apiKey: otherKey });
        const env = { COURIER_API_KEY: otherKey, COURIER_BASE_URL: other.url };
        // Without a look at the server the state says that all is there.
        await stack.preview({ env, args: ["--expect-no-changes"] });
        expect((await stack.preview({ env, args: ["--refresh"] })).changes).to.deep.include({ create: 2 });
        await stack.up({ env, args: ["--refresh"] });
        expect(contents(other)).to.deep.equal(profiles);
        expect(courier.requests).to.be.empty;
        await stack.refresh({ env, args: ["--expect-no-changes"] });
    });
});
