import { expect } from "chai";
import { program } from "./support/programs";
import { complaints, contents } from "./support/runs";
import { useStack } from "./support/use-stack";

/** Every secret of these tests has this in it. */
const hush = "hush-";

describe("what came as a secret", () => {
    const test = useStack();

    /** Fails where a secret stands in the state or in what was shown. */
    async function expectHidden(...outputs: string[]): Promise<void> {
        for (const text of [await test.stack.stateText(), ...outputs]) {
            expect(text.match(new RegExp(`.{0,200}${hush}.{0,20}`, "g"))).to.equal(null);
        }
    }

    it("stays one in the state of a set that a refused key let be written in no part, or in part; the next success reads plain what is plain", async () => {
        const { courier, stack } = test;
        await stack.program(
            program(`
                const secret = (text) => pulumi.secret("hush-" + text);
                new ProfileSet("set", { profiles: {
                    gone: { slack: { access_token: secret("gone") } },
                    plainer: { expo: { token: secret("plainer") } },
                    whole: pulumi.secret({ email: "hush-whole@example.com" }),
                    text: pulumi.secret('{"email":"hush-text@example.com"}'),
                    same: { expo: { token: secret("same") }, nickname: "s" },
                } });
            `),
        );
        await stack.up();
        await expectHidden();

        await stack.program(
            program(`
                new ProfileSet("set", { profiles: {
                    plainer: { expo: { token: "plain" } },
                    whole: { email: "plain@example.com" },
                    text: '{"email":"plain@example.com"}',
                    same: { expo: { token: pulumi.secret("hush-same") }, nickname: "s" },
                    added: { custom: { pin: pulumi.secret("hush-added") } },
                } });
            `),
        );
        const failures = [
            { status: 401, times: Infinity },
            { userId: /^(plainer|gone)$/, status: 400, times: Infinity },
        ];
        for (const failure of failures) {
            courier.fail({ method: "PUT", ...failure });
            const failed = await stack.up({ fails: true, args: ["--diff"] });
            await expectHidden(failed.output);
            courier.clearFaults();
            await expectHidden((await stack.refresh({ args: ["--diff"] })).output);
        }
        await stack.up();
        await expectHidden();
        const { resources = [] } = await stack.exportState();
        const set = resources.find(({ urn }) => urn.endsWith("::set"));
        expect(set?.outputs?.profiles).to.deep.include({
            plainer: { expo: { token: "plain" } },
            whole: { email: "plain@example.com" },
            text: '{"email":"plain@example.com"}',
        });
        expect(contents(courier)).to.deep.include({
            gone: {},
            same: { expo: { token: "hush-same" }, nickname: "s" },
        });
    });

    it("as a whole map of profiles: user ids and keys are counted, not named, in preview, up, refresh, failures and destroy", async () => {
        const { courier, stack } = test;
        const declare = (profiles: object) =>
            program(`new ProfileSet("set", { profiles: pulumi.secret(${JSON.stringify(profiles)}) });`);
        const outputs: string[] = [];
        const expectCounted = (output: string, ...said: string[]) => {
            for (const text of said) expect(output).to.contain(text);
            outputs.push(output);
        };
        const first = { "hush-ada": { "hush-key": { a: 1 } }, "hush-lin": { "hush-key": 2 } };
        await stack.program(declare(first));
        expectCounted((await stack.preview({ args: ["--diff"] })).output, "2 to add");
        courier.fail({ method: "PUT", userId: "hush-lin", status: 400 });
        expectCounted(
            (await stack.up({ fails: true })).output,
            "1 of 2 profiles could not be written",
            "1 × 400",
        );
        expectCounted((await stack.up()).output, "1 to add");

        courier.profiles.set("hush-ada", { "hush-key": { a: 3 } });
        courier.profiles.delete("hush-lin");
        expectCounted(
            (await stack.refresh({ args: ["--diff"] })).output,
            "1 changed in Courier; 1 gone from Courier",
        );
        expectCounted((await stack.up({ args: ["--diff"] })).output, "1 to add; 1 to change");

        await stack.program(declare({ "hush-ada": first["hush-ada"] }));
        expectCounted((await stack.preview({ args: ["--diff"] })).output, "1 to take away");
        expectCounted((await stack.up()).output, "1 to take away");
        courier.fail({ method: "PUT", status: 422 });
        expectCounted(
            (await stack.destroy({ fails: true })).output,
            "1 of 1 profile could not be taken away",
        );
        expectCounted((await stack.destroy()).output);
        await expectHidden(...outputs);
        expect(contents(courier)).to.deep.equal({ "hush-ada": {}, "hush-lin": {} });
    });

    it("as a user id is none to Pulumi, and a warning says so", async () => {
        const { stack } = test;
        await stack.program(
            program(`new Profile("ada", { userId: pulumi.secret("user-ada"), profile: { nickname: "a" } });`),
        );
        for (const command of ["preview", "up"] as const) {
            const { "": warnings = [] } = complaints(await stack[command]());
            expect(warnings).to.deep.equal([
                'Profile "ada": userId is a secret, but it is the resource\'s id, which Pulumi keeps and shows in plain ' +
                    "text; choose a user id that is none",
            ]);
        }
    });

    it("only later, unchanged otherwise, stays in plain text in the state until the next write, as with any resource", async () => {
        const { stack } = test;
        const declare = (token: string, nickname: string) =>
            program(`
                new Profile("single", { userId: "single", profile: { nickname: "${nickname}", expo: { token: ${token} } } });
                new ProfileSet("set", { profiles: { member: { nickname: "${nickname}", expo: { token: ${token} } } } });
            `);
        await stack.program(declare(`"hush-token"`, "1"));
        await stack.up();
        await stack.program(declare(`pulumi.secret("hush-token")`, "1"));
        expect((await stack.up()).changes).to.deep.equal({ same: 2 });
        expect(await stack.stateText()).to.contain(hush);

        await stack.program(declare(`pulumi.secret("hush-token")`, "2"));
        await stack.up();
        await expectHidden();
    });
});
