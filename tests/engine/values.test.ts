import { expect } from "chai";
import { program } from "./support/programs";
import { complaints, contents, expectSettled, writes } from "./support/runs";
import { useStack } from "./support/use-stack";
import { awkwardUserIds } from "../support/user-ids";

describe("values that are not known until an up has run", () => {
    const test = useStack();

    it("preview cleanly and apply: user ids, keys, whole profiles, in a Profile and in a ProfileSet", async () => {
        const { courier, stack } = test;
        const declare = (userId: string) =>
            program(`
                const base = new Profile("base", { userId: "${userId}", profile: { nickname: "b" } });
                const options = { ifExists: "fail", undeclaredKeys: "keep" };
                new Profile("id", { userId: pulumi.interpolate\`\${base.id}-id\`, profile: { nickname: "i" } });
                new Profile("key", { userId: "key", profile: { email: pulumi.interpolate\`\${base.id}@example.com\` }, ...options });
                new Profile("whole", { userId: "whole", profile: base.id.apply((id) => ({ custom: { id } })) });
                new ProfileSet("set", { profiles: { member: { custom: { of: [base.id] } }, known: { locale: "en" } }, ...options });
                new ProfileSet("late", { profiles: base.id.apply((id) => ({ [id + "-late"]: { nickname: id } })) });
            `);
        const expected = (id: string) => ({
            [id]: { nickname: "b" },
            [`${id}-id`]: { nickname: "i" },
            key: { email: `${id}@example.com` },
            whole: { custom: { id } },
            member: { custom: { of: [id] } },
            known: { locale: "en" },
            [`${id}-late`]: { nickname: id },
        });

        await stack.program(declare("one"));
        const preview = await stack.preview();
        expect(preview.changes).to.deep.equal({ create: 6 });
        expect(complaints(preview)).to.deep.equal({});
        expect(writes(courier)).to.be.empty;
        await stack.up();
        expect(contents(courier)).to.deep.equal(expected("one"));

        // As base is replaced, its id is unknown again in resources that exist.
        await stack.program(declare("two"));
        expect(complaints(await stack.preview())).to.deep.equal({});
        await stack.up();
        const taken = { one: {}, "one-id": {}, "one-late": {} };
        expect(contents(courier)).to.deep.equal({ ...expected("two"), ...taken });
        await expectSettled(test);
    });
});

describe("user ids, however awkward", () => {
    const test = useStack();

    it("survive the engine exactly, in a Profile and in a ProfileSet, and each reaches its own user", async () => {
        const { courier, stack } = test;
        // As a key of an object the engine drops it, so that a set refuses it.
        const inSet = awkwardUserIds.map((userId) => `set ${userId}`).concat("__proto__x");
        await stack.program(
            program(`
                const profileOf = (userId) => ({ custom: { for: userId } });
                for (const [n, userId] of ${JSON.stringify(awkwardUserIds)}.entries()) {
                    new Profile("user-" + n, { userId, profile: profileOf(userId) });
                }
                new ProfileSet("set", {
                    profiles: Object.fromEntries(${JSON.stringify(inSet)}.map((userId) => [userId, profileOf(userId)])),
                });
            `),
        );
        await stack.up();
        const all = [...awkwardUserIds, ...inSet];
        expect([...courier.profiles.all()]).to.have.deep.members(
            all.map((userId) => [userId, { custom: { for: userId } }]),
        );
        await expectSettled(test);

        await stack.destroy();
        expect([...courier.profiles.all()]).to.have.deep.members(all.map((userId) => [userId, {}]));
    });
});

describe("user ids and keys, named like what JavaScript's objects and Pulumi's outputs have", () => {
    const test = useStack();

    it("arrive as any others, in a Profile and in a ProfileSet", async () => {
        const { courier, stack } = test;
        const names = new Set([
            ...[Object.prototype, Function.prototype, Promise.prototype, Array.prototype].flatMap((of) =>
                Object.getOwnPropertyNames(of),
            ),
            ...["get", "isKnown", "isSecret", "promise", "resources", "allResources", "toJSON", "urn", "id"],
            ...["parent", "provider", "opts", "inputs", "outputs"],
        ]);
        // Pulumi cannot carry it, and it is refused.
        names.delete("__proto__");
        const keys = Object.fromEntries([...names].map((name) => [name, `of ${name}`]));
        const profile = { ...keys, custom: keys };
        await stack.program(
            program(`
                const profile = ${JSON.stringify(profile)};
                new Profile("single", { userId: "single", profile });
                new Profile("constructor", { userId: "toString.", profile: {} });
                const ids = ${JSON.stringify([...names])};
                new ProfileSet("set", { profiles: Object.fromEntries(ids.map((id) => [id, { for: id }])) });
                new ProfileSet("one", { profiles: { holder: profile } });
            `),
        );
        await stack.up();
        const { single, holder, ...rest } = contents(courier);
        expect([single, holder]).to.deep.equal([profile, profile]);
        expect(Object.keys(rest)).to.have.members(["toString.", ...names]);
        await expectSettled(test);
        await stack.destroy();
        expect([
            ...new Set(Object.values(contents(courier)).map((left) => JSON.stringify(left))),
        ]).to.deep.equal(["{}"]);
    });
});

describe("a secret", () => {
    const test = useStack();

    it("stays encrypted in the state and hidden in the output: after up, update, a change on the server and refresh", async () => {
        const { courier, stack } = test;
        const declare = (suffix: string) =>
            program(`
                const secret = (text) => pulumi.secret("hush-" + text + "-${suffix}");
                new Profile("whole", { userId: "whole", profile: secret("whole").apply((email) => ({ email })) });
                new Profile("inside", { userId: "inside", profile: { locale: "en", slack: { access_token: secret("inside") } } });
                new ProfileSet("set", { profiles: { member: { custom: { pin: secret("set") } }, other: { locale: "en" } } });
            `);
        async function expectHidden(output: string): Promise<void> {
            expect(await stack.stateText()).not.to.contain("hush-");
            expect(output).not.to.contain("hush-");
        }

        await stack.program(declare("1"));
        await expectHidden((await stack.preview({ args: ["--diff"] })).output);
        await expectHidden((await stack.up()).output);
        expect(contents(courier)).to.deep.equal({
            whole: { email: "hush-whole-1" },
            inside: { locale: "en", slack: { access_token: "hush-inside-1" } },
            member: { custom: { pin: "hush-set-1" } },
            other: { locale: "en" },
        });

        await stack.program(declare("2"));
        await expectHidden((await stack.up({ args: ["--diff"] })).output);
        courier.profiles.set("whole", { email: "hush-other" });
        courier.profiles.set("inside", { locale: "fr", slack: { access_token: "hush-other" } });
        courier.profiles.set("member", { custom: { pin: "hush-other" } });
        const refreshed = await stack.refresh({ args: ["--diff"] });
        expect(refreshed.changes).to.deep.equal({ update: 3 });
        await expectHidden(refreshed.output);

        await expectHidden((await stack.up({ args: ["--diff"] })).output);
        expect(courier.profiles.get("whole")).to.deep.equal({ email: "hush-whole-2" });
        await expectSettled(test);
        await expectHidden((await stack.destroy()).output);
    });
});

describe("Profile.get", () => {
    const test = useStack();

    it("reads a profile whole at every up, and never writes it", async () => {
        const { courier, stack } = test;
        courier.profiles.set("ada", { email: "ada@example.com", custom: { plan: "pro" } });
        await stack.program(
            program(`
                const ada = Profile.get("ada", "ada");
                exports.ada = ada.profile;
                exports.id = ada.userId;
                new Profile("bob", { userId: "bob", profile: { custom: { like: ada.profile.email } } });
            `),
        );
        await stack.up();
        expect(await stack.outputs()).to.deep.equal({
            ada: { email: "ada@example.com", custom: { plan: "pro" } },
            id: "ada",
        });
        courier.profiles.set("ada", { email: "ada@example.org" });
        await stack.up();
        expect((await stack.outputs()).ada).to.deep.equal({ email: "ada@example.org" });
        expect(courier.profiles.get("bob")).to.deep.equal({ custom: { like: "ada@example.org" } });
        await stack.destroy();
        expect(writes(courier).filter(({ userId }) => userId === "ada")).to.be.empty;
        expect(contents(courier)).to.deep.equal({ ada: { email: "ada@example.org" }, bob: {} });
    });

    it("of a user who has no profile fails at preview with one clear line, and changes nothing", async () => {
        const { courier, stack } = test;
        await stack.program(program(`Profile.get("nobody", "nobody");`));
        const { diagnostics, output } = await stack.preview({ fails: true });
        const message =
            'there is no profile of the user "nobody"; create it, or correct the user id, then run again';
        expect(diagnostics.map((diagnostic) => diagnostic.message).join()).to.contain(message);
        expect(output).not.to.contain("    at ");
        expect(contents(courier)).to.deep.equal({});
        expect(writes(courier)).to.be.empty;
    });
});

describe("a profile that is gone from the server", () => {
    const test = useStack();

    it("leaves the state at refresh and is created by the next up; one declared without keys cannot be gone", async () => {
        const { courier, stack } = test;
        await stack.program(
            program(`
                new Profile("deleted", { userId: "deleted", profile: { nickname: "d" } });
                new Profile("emptied", { userId: "emptied", profile: { nickname: "e" } });
                new Profile("keyless", { userId: "keyless", profile: {} });
                new ProfileSet("set", { profiles: { gone: { nickname: "g" }, stays: { nickname: "s" }, bare: {} } });
            `),
        );
        await stack.up();
        const declared = contents(courier);
        for (const userId of ["deleted", "keyless", "bare", "gone"]) courier.profiles.delete(userId);
        courier.profiles.set("emptied", {});

        const refreshed = await stack.refresh();
        const { resources = [] } = await stack.exportState();
        const left = resources.filter(({ type }) => type.includes("courier:"));
        expect(left.map(({ urn }) => urn.split("::").pop())).to.have.members(["keyless", "set"]);
        expect(left.find(({ type }) => type.endsWith("ProfileSet"))?.outputs?.profiles).to.deep.equal({
            stays: { nickname: "s" },
            bare: {},
        });
        expect(complaints(refreshed)).to.deep.equal({});

        courier.clearRequests();
        const { changes } = await stack.up();
        expect(changes).to.deep.equal({ create: 2, update: 1, same: 1 });
        expect(writes(courier).map(({ userId }) => userId)).to.have.members(["deleted", "emptied", "gone"]);
        expect(contents(courier)).to.deep.include({
            deleted: declared.deleted,
            emptied: declared.emptied,
            gone: declared.gone,
            stays: declared.stays,
        });
        await expectSettled(test);
    });
});

describe("a ProfileSet's preview", () => {
    const test = useStack();

    it("says which users it adds, changes (with the keys) and takes away; an up sends only these", async () => {
        const { courier, stack } = test;
        await stack.program(
            program(`
                new ProfileSet("set", { profiles: {
                    same: { nickname: "s" }, changed: { custom: { team: "a", tier: 1 } }, removed: { nickname: "r" },
                } });
            `),
        );
        await stack.up();
        courier.clearRequests();
        await stack.program(
            program(`
                new ProfileSet("set", { profiles: {
                    added: { nickname: "a" }, changed: { custom: { tier: 1, team: "b" } }, same: { nickname: "s" },
                } });
            `),
        );
        for (const command of ["preview", "up"] as const) {
            const { diagnostics } = await stack[command]();
            expect(diagnostics.map(({ name, message }) => [name, message.trim()])).to.deep.equal([
                ["set", "1 to add (added); 1 to change (changed: custom.team); 1 to take away (removed)"],
            ]);
        }
        expect(writes(courier).map(({ userId }) => userId)).to.have.members(["added", "changed", "removed"]);
        expect(courier.profiles.get("removed")).to.deep.equal({});
    });
});

describe("inputs that cannot be right", () => {
    const test = useStack();

    it("are refused by the property's name before any request, each with what is wrong", async () => {
        const { courier, stack } = test;
        await stack.program(
            program(`
                const cycle = {};
                cycle.self = cycle;
                const profile = { nickname: "n" };
                const tries = {
                    noUserId: { profile }, emptyUserId: { userId: "", profile }, dot: { userId: ".", profile },
                    dots: { userId: "..", profile }, numberUserId: { userId: 5, profile },
                    surrogate: { userId: "a\\ud800", profile },
                    noProfile: { userId: "u" }, arrayProfile: { userId: "u", profile: ["n"] },
                    asFunction: { userId: "u", profile: { custom: { call: () => 1 } } },
                    nan: { userId: "u", profile: { custom: { n: NaN } } },
                    date: { userId: "u", profile: { custom: { at: new Date(0) } } },
                    asset: { userId: "u", profile: { picture: new pulumi.asset.StringAsset("x") } },
                    cycle: { userId: "u", profile: { custom: cycle } },
                };
                exports.messages = {};
                for (const [name, args] of Object.entries(tries)) {
                    try {
                        new Profile(name, args);
                    } catch (error) {
                        exports.messages[name] = error.message;
                    }
                }
                try {
                    new ProfileSet("set", { profiles: { "..": profile } });
                } catch (error) {
                    exports.messages.set = error.message;
                }
            `),
        );
        const { changes } = await stack.up();
        expect(changes).to.deep.equal({});
        const { messages } = (await stack.outputs()) as { messages: Record<string, string> };
        const expected: Record<string, RegExp> = {
            noUserId: /userId is missing/,
            emptyUserId: /userId is empty/,
            dot: /userId is "\."/,
            dots: /userId is "\.\."/,
            numberUserId: /userId must be a string, not a value of type number/,
            surrogate: /userId .*surrogate/,
            noProfile: /profile must be an object of profile keys, not undefined/,
            arrayProfile: /profile must be an object of profile keys, not an array/,
            asFunction: /profile\.custom\.call is a function/,
            nan: /profile\.custom\.n is NaN/,
            date: /profile\.custom\.at is a Date \(write date\.toISOString\(\)\)/,
            asset: /profile\.picture is an instance of StringAsset/,
            cycle: /profile\.custom\.self contains itself/,
            set: /profiles\["\.\."\] is "\.\."/,
        };
        expect(messages).to.have.all.keys(...Object.keys(expected));
        for (const [name, pattern] of Object.entries(expected)) {
            expect(messages[name])
                .to.match(pattern)
                .and.to.match(new RegExp(`^Profile(Set)? "${name}": `));
        }
        expect(courier.requests).to.be.empty;
    });

    it("are refused as well where JavaScript lets an input of another name or value through", async () => {
        const { courier, stack } = test;
        await stack.program(
            program(
                `new Profile("user", { userId: "u", profile: {}, onDelete: "nothing", ifexists: "fail" });`,
            ),
        );
        const result = await stack.preview({ fails: true });
        const said = complaints(result).user?.join() ?? "";
        expect(said).to.contain('onDelete must be one of "empty", "delete", "retain", "fail", not "nothing"');
        expect(said).to.contain(
            "ifexists is no input of this resource; it takes userId, profile, ifExists, undeclaredKeys, onDelete",
        );
        expect(result.output).not.to.contain("    at ");
        expect(courier.requests).to.be.empty;
    });

    it("a missing API key is reported at preview, with the two ways to set it", async () => {
        const { courier, stack } = test;
        await stack.program(program(`new Profile("user", { userId: "u", profile: {} });`));
        const result = await stack.preview({ env: { COURIER_API_KEY: undefined }, fails: true });
        expect(complaints(result).user?.join()).to.contain(
            "courier:apiKey is not set: run `pulumi config set --secret courier:apiKey` and paste Courier's API key, " +
                "or set the environment variable COURIER_API_KEY",
        );
        expect(courier.requests).to.be.empty;
    });
});
