import { expect } from "chai";
import { inlineScript } from "./support/inline-program";
import { program } from "./support/programs";
import { contents, expectSettled, writes } from "./support/runs";
import { useStack } from "./support/use-stack";

/** Two users, and a third of the same profile in a resource of its own. */
const users = `{
    u1: { email: "u1@example.com", custom: { plan: "free" } },
    u2: { email: "u2@example.com", custom: { plan: "free", of: ["a", 1] } },
}`;

/** As a transform adds a key to each profile that it sees, of a set or of one user. */
const addManaged = `
    const managed = (profile) => ({ ...profile, managed: "iac" });
    const addManaged = ({ type, props, opts }) => {
        if (type.endsWith("courier:Profile")) {
            return { props: { ...props, profile: managed(props.profile) }, opts };
        }
        if (type.endsWith("courier:ProfileSet")) {
            const entries = Object.entries(props.profiles).map(([userId, profile]) => [userId, managed(profile)]);
            return { props: { ...props, profiles: Object.fromEntries(entries) }, opts };
        }
        return undefined;
    };
`;

const managedUsers = {
    u1: { email: "u1@example.com", custom: { plan: "free" }, managed: "iac" },
    u2: { email: "u2@example.com", custom: { plan: "free", of: ["a", 1] }, managed: "iac" },
    single: { email: "s@example.com", managed: "iac" },
};

describe("what a program gives is what Pulumi's own tools see:", () => {
    const test = useStack();

    /** The profiles of a set as the state has them, and those of its inputs. */
    async function profilesInState(name: string): Promise<unknown[]> {
        const { resources = [] } = await test.stack.exportState();
        const set = resources.find(({ urn }) => urn.endsWith(`ProfileSet::${name}`));
        return [set?.inputs?.profiles, set?.outputs?.profiles];
    }

    it("a transformation of the stack, of a component or of a resource that spreads each profile adds a key to it", async () => {
        const { courier, stack } = test;
        await stack.program(
            program(`
                ${addManaged}
                const declare = (prefix, opts) => {
                    const entries = Object.entries(${users}).map(([userId, profile]) => [prefix + userId, profile]);
                    new ProfileSet(prefix + "set", { profiles: Object.fromEntries(entries) }, opts);
                    new Profile(prefix + "single", { userId: prefix + "single", profile: { email: "s@example.com" } }, opts);
                };
                const transformations = [addManaged];
                declare("r-", { transformations });
                declare("c-", { parent: new pulumi.ComponentResource("test:index:Team", "team", {}, { transformations }) });
                pulumi.runtime.registerStackTransformation(addManaged);
                declare("s-", {});
            `),
        );
        await stack.up();
        const expected = ["r-", "c-", "s-"].flatMap((prefix) =>
            Object.entries(managedUsers).map(([userId, profile]) => [prefix + userId, profile]),
        );
        expect(contents(courier)).to.deep.equal(Object.fromEntries(expected));
        await expectSettled(test);
    });

    it("a transform, which the engine calls, adds a key to each profile; a hook sees objects", async () => {
        const { courier, stack } = test;
        const up = (name: string) =>
            inlineScript(`
                ${addManaged}
                const seen = [];
                const one = await stack("inline", async () => {
                    pulumi.runtime.registerResourceTransform(addManaged);
                    const note = new pulumi.ResourceHook("note", ({ name, newInputs, newOutputs }) => {
                        seen.push([name, newInputs.profiles ?? newInputs.profile, newOutputs?.profiles ?? newOutputs?.profile]);
                    });
                    const hooks = { beforeCreate: [note], afterCreate: [note] };
                    new ProfileSet("set", { profiles: ${users} }, { hooks });
                    new Profile("${name}", { userId: "single", profile: { email: "s@example.com" } }, { hooks });
                });
                await one.up();
                console.log(JSON.stringify(seen));
            `);
        const seen = JSON.parse(await stack.script(up("single"))) as [string, unknown, unknown][];
        const { single, ...set } = managedUsers;
        expect(contents(courier)).to.deep.equal(managedUsers);
        expect(seen).to.have.deep.members([
            ["set", set, null],
            ["set", set, set],
            ["single", single, null],
            ["single", single, single],
        ]);
        courier.clearRequests();
        expect(await stack.script(up("single"))).to.equal("[]\n");
        expect(courier.requests).to.be.empty;
    });

    it("ignoreChanges leaves a key, a profile, a user alone, in a ProfileSet and in a Profile", async () => {
        const { courier, stack } = test;
        const declare = (plan: string, u3: string) =>
            program(`
                new ProfileSet("set", {
                    profiles: {
                        u1: { email: "${plan}@example.com", custom: { plan: "${plan}" } },
                        u2: { nickname: "${plan}", custom: { plan: "${plan}", seats: 1 } },
                        ${u3}
                        "u.4": { custom: { plan: "${plan}" } },
                    },
                }, { ignoreChanges: ["profiles.u2.custom.plan", "profiles.u3", 'profiles["u.4"].custom'] });
                new Profile("single", {
                    userId: "single", profile: { nickname: "${plan}", custom: { plan: "${plan}" } },
                }, { ignoreChanges: ["profile.custom.plan"] });
            `);
        await stack.program(declare("free", `u3: { nickname: "3" },`));
        await stack.up();
        courier.clearRequests();
        await stack.program(declare("pro", ""));
        await stack.up();
        expect(contents(courier)).to.deep.equal({
            u1: { email: "pro@example.com", custom: { plan: "pro" } },
            u2: { nickname: "pro", custom: { plan: "free", seats: 1 } },
            u3: { nickname: "3" },
            "u.4": { custom: { plan: "free" } },
            single: { nickname: "pro", custom: { plan: "free" } },
        });
        expect(writes(courier).map(({ userId }) => userId)).to.have.members(["u1", "u2", "single"]);
        await expectSettled(test);
    });

    it("the state has objects as objects, texts as texts, after an up, drift, a refresh and a failure", async () => {
        const { courier, stack } = test;
        const declare = (nickname: string) =>
            program(`
                const set = new ProfileSet("set", { profiles: {
                    object: { nickname: "${nickname}", custom: { zip: "02142" } },
                    text: '{ "nickname": "${nickname}", "custom": {"zip": "02142"} }',
                    other: { nickname: "${nickname}" },
                } });
                exports.profiles = set.profiles;
            `);
        const expected = (nickname: string, others = nickname) => ({
            object: { nickname, custom: { zip: "02142" } },
            text: `{ "nickname": "${nickname}", "custom": {"zip": "02142"} }`,
            other: { nickname: others },
        });
        await stack.program(declare("1"));
        await stack.up();
        expect(await profilesInState("set")).to.deep.equal([expected("1"), expected("1")]);
        expect((await stack.outputs()).profiles).to.deep.equal(expected("1"));
        const custom = { zip: "02142" };
        expect(contents(courier)).to.deep.equal({
            object: { nickname: "1", custom },
            text: { nickname: "1", custom },
            other: { nickname: "1" },
        });
        await expectSettled(test);

        courier.profiles.set("text", { nickname: "drifted", custom });
        await stack.refresh();
        expect(await profilesInState("set")).to.deep.equal(
            [1, 2].map(() => ({ ...expected("1"), text: `{"nickname":"drifted","custom":{"zip":"02142"}}` })),
        );

        courier.fail({ method: "PUT", userId: "other", status: 400 });
        await stack.program(declare("2"));
        await stack.up({ fails: true });
        const [, outputs] = await profilesInState("set");
        expect(outputs).to.have.property("text", expected("2").text);
        expect(outputs).to.have.deep.property("object", expected("2").object);
        await stack.up();
        expect(await profilesInState("set")).to.deep.equal([expected("2"), expected("2")]);
        await expectSettled(test);
    });

    // Release 0.1.0 wrote every profile of a set into the state as a text.
    it("a text that is written otherwise is no change; a text in the state that the program gives as an object, or the other way round, is an update without a request", async () => {
        const { courier, stack } = test;
        const declare = (profile: string) =>
            program(`new ProfileSet("set", { profiles: { u: ${profile} } });`);
        await stack.program(declare(`'{"email":"u@example.com","custom":{"a":1,"b":[1.0,2]}}'`));
        await stack.up();
        courier.clearRequests();
        await stack.program(declare(`'{"custom": {"b": [1, 2], "a": 1.0},  "email": "u@example.com"}'`));
        await stack.up({ args: ["--expect-no-changes"] });

        const asObject = `{ custom: { b: [1, 2], a: 1 }, email: "u@example.com" }`;
        for (const [profile, form] of [
            [asObject, "object"],
            [`JSON.stringify(${asObject})`, "string"],
        ] as const) {
            await stack.program(declare(profile));
            for (const command of ["preview", "up"] as const) {
                const { changes, diagnostics } = await stack[command]();
                expect(changes).to.deep.equal({ update: 1 });
                expect(diagnostics.map(({ message }) => message.trim())).to.deep.equal([
                    "1 profile to keep in another form, with nothing sent",
                ]);
            }
            for (const profiles of await profilesInState("set")) {
                expect((profiles as { u: unknown }).u).to.be.a(form);
            }
            await stack.up({ args: ["--expect-no-changes"] });
        }
        expect(courier.requests).to.be.empty;
    });
});
