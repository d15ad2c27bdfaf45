import { expect } from "chai";
import { startEmulator, type Emulator } from "../../../emulator";
import { complaints, contents, writes } from "../support/runs";
import { API_KEY } from "../support/use-stack";
import { profile, profileSet, provider, useYamlStack } from "../support/yaml-stack";

describe("Two Courier workspaces in one program", () => {
    const test = useYamlStack();

    const otherKey = "key-of-the-other-workspace";
    let other: Emulator;
    beforeEach(async () => {
        other = await startEmulator({ apiKey: otherKey });
    });
    afterEach(() => other.close());

    const ada = { email: "ada@example.com" };
    const eu = { email: "ada@example.eu" };
    const euProvider = () => provider({ apiKey: otherKey, baseUrl: other.url });
    const inEu = { provider: "${eu}" };

    it("have the same user each, in a Profile and in a set", async () => {
        const { courier, stack, resources } = test;
        await resources({
            eu: euProvider(),
            one: profile({ userId: "ada", profile: ada }),
            two: profile({ userId: "ada", profile: eu }, inEu),
            all: profileSet({ profiles: { lin: ada } }),
            allEu: profileSet({ profiles: { lin: eu } }, inEu),
        });
        expect((await stack.up()).changes).to.deep.equal({ create: 4 });
        expect([contents(courier), contents(other)]).to.deep.equal([
            { ada, lin: ada },
            { ada: eu, lin: eu },
        ]);
        expect(await stack.stateText()).not.to.contain(otherKey);

        await stack.up({ args: ["--replace", "**"] });
        expect([contents(courier), contents(other)]).to.deep.equal([
            { ada, lin: ada },
            { ada: eu, lin: eu },
        ]);

        await resources({ eu: euProvider(), one: profile({ userId: "ada", profile: ada }) });
        const { diagnostics } = await stack.up();
        expect(diagnostics).to.be.empty;
        expect([contents(courier), contents(other)]).to.deep.equal([
            { ada, lin: {} },
            { ada: {}, lin: {} },
        ]);
    });

    it("keep the profile of a user that moves between two providers of one of them", async () => {
        const { courier, stack, resources } = test;
        const same = provider({ apiKey: API_KEY, baseUrl: courier.url });
        await resources({ same, one: profile({ userId: "ada", profile: ada }) });
        await stack.up();
        await resources({ same, two: profile({ userId: "ada", profile: ada }, { provider: "${same}" }) });
        await stack.up();
        expect(contents(courier)).to.deep.equal({ ada });
    });

    it("create a profile that moves to the other one, and leave the old one, which may be the same", async () => {
        const { courier, stack, resources } = test;
        const us = provider({ apiKey: API_KEY, baseUrl: courier.url });
        const declared = (name: string) => ({
            us,
            eu: euProvider(),
            one: profile({ userId: "ada", profile: ada, ifExists: "fail" }, { provider: name }),
            all: profileSet({ profiles: { lin: ada }, ifExists: "fail" }, { provider: name }),
        });
        await resources(declared("${us}"));
        await stack.up();

        // Somebody else's, though all that is declared is in it.
        other.profiles.set("ada", { ...ada, slack: { access_token: "theirs" } });
        await resources(declared("${eu}"));
        expect((await stack.preview({ fails: true })).output).to.contain('ifExists is "fail"');
        other.profiles.set("ada", {});
        const { output } = await stack.up();
        expect(output).to.contain(
            'the profile of user "ada" stays as it is: Profile "one" declares it, if that',
        );
        expect([contents(courier), contents(other)]).to.deep.equal([
            { ada, lin: ada },
            { ada, lin: ada },
        ]);

        await stack.destroy();
        expect([contents(courier), contents(other)]).to.deep.equal([
            { ada, lin: ada },
            { ada: {}, lin: {} },
        ]);
    });

    it("refuse the same user twice in one of them, at preview", async () => {
        const { stack, resources } = test;
        await resources({
            eu: euProvider(),
            one: profile({ userId: "ada", profile: ada }, inEu),
            two: profile({ userId: "ada", profile: ada }, inEu),
        });
        const { output } = await stack.preview({ fails: true });
        expect(output).to.match(/is "ada", which \S+::(one|two) declares as well \(this is \S+::(one|two)\)/);
    });
});

describe("The provider's settings", () => {
    const test = useYamlStack();

    const ada = { email: "ada@example.com" };

    it("come from the stack's configuration, the key as a secret, and a rotated one reaches the running provider", async () => {
        const { courier, stack, resources } = test;
        const env = { COURIER_API_KEY: undefined, COURIER_BASE_URL: undefined };
        await stack.setConfig("courier:apiKey", "of-yesterday", { secret: true });
        await stack.setConfig("courier:baseUrl", courier.url);
        await resources({ one: profile({ userId: "ada", profile: ada }) });
        expect((await stack.up({ env, fails: true })).output).to.contain("401");

        await stack.setConfig("courier:apiKey", API_KEY, { secret: true });
        await stack.up({ env });
        await stack.refresh({ env });
        await stack.setConfig("courier:apiKey", "of-tomorrow", { secret: true });
        await resources({ one: profile({ userId: "ada", profile: { email: "new@example.com" } }) });
        expect((await stack.up({ env, fails: true })).output).to.contain("401");
        expect(await stack.stateText()).not.to.match(/of-(yesterday|tomorrow)/);

        await stack.setConfig("courier:apiKey", API_KEY, { secret: true });
        await stack.up({ env });
        await stack.destroy({ env });
        expect(contents(courier)).to.deep.equal({ ada: {} });
    });

    it("are refused at preview where they cannot be used, or the key is missing", async () => {
        const { courier, stack, resources } = test;
        await resources({ one: profile({ userId: "ada", profile: ada }) });
        const missing = await stack.preview({ env: { COURIER_API_KEY: undefined }, fails: true });
        expect(missing.output).to.contain("courier:apiKey is not set");
        await stack.setConfig("courier:timeoutSeconds", "soon");
        expect((await stack.preview({ fails: true })).output).to.contain(
            "courier:timeoutSeconds must be a number",
        );
        expect(courier.requests).to.be.empty;
    });

    it("another base URL replaces nothing and warns; an up --refresh then writes what is missing there", async () => {
        const { courier, stack, resources } = test;
        const moved = await startEmulator({ apiKey: API_KEY });
        try {
            await stack.setConfig("courier:baseUrl", courier.url);
            await resources({
                one: profile({ userId: "ada", profile: ada }),
                all: profileSet({ profiles: { lin: ada } }),
            });
            await stack.up();
            courier.clearRequests();
            await stack.setConfig("courier:baseUrl", moved.url);
            const up = await stack.up();
            expect(up.changes).to.deep.equal({ same: 2 });
            expect(Object.values(complaints(up)).flat().join()).to.contain("run `pulumi up --refresh`");
            expect(contents(moved)).to.be.empty;

            await stack.up({ args: ["--refresh"] });
            expect(contents(moved)).to.deep.equal({ ada, lin: ada });
            expect(writes(courier)).to.be.empty;
        } finally {
            await moved.close();
        }
    });

    it("an explicit provider's that are not known at preview are no failure of it", async () => {
        const { stack, resources } = test;
        await resources({
            first: profile({ userId: "lin", profile: ada }),
            late: provider({ apiKey: "${first.id}", baseUrl: test.courier.url }),
            one: profile({ userId: "ada", profile: ada }, { provider: "${late}" }),
        });
        expect((await stack.preview()).changes).to.deep.equal({ create: 2 });
    });
});
