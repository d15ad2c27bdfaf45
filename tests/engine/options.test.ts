import { expect } from "chai";
import { program } from "./support/programs";
import { complaints, contents, contentsWritten, expectSettled, writes } from "./support/runs";
import { useStack } from "./support/use-stack";

describe('ifExists: "fail"', () => {
    const test = useStack();

    it("refuses at preview and at up to write over a profile that is not empty, and names its keys", async () => {
        const { courier, stack } = test;
        courier.profiles.set("taken", {
            email: "old@example.com",
            "given name": "O",
            custom: { plan: "pro" },
        });
        courier.profiles.set("in-set", { locale: "en" });
        courier.profiles.set("empty", {});
        const before = contents(courier);
        const single = `new Profile("taken", { userId: "taken", profile: { nickname: "t" }, ifExists: "fail" });`;
        const set = `new ProfileSet("set", { profiles: { empty: {}, "in-set": { nickname: "i" } }, ifExists: "fail" });`;

        for (const [declared, ...said] of [
            [single, 'the profile of user "taken" exists already', 'it has email, ["given name"], custom;'],
            [set, 'the profile of user "in-set" exists already', "it has locale;"],
        ] as const) {
            await stack.program(program(declared));
            for (const command of ["preview", "up"] as const) {
                const { diagnostics } = await stack[command]({ fails: true });
                const messages = diagnostics.map(({ message }) => message).join("");
                for (const text of said) expect(messages).to.contain(text);
                expect(messages).to.contain('ifExists is "fail", so it was left as it is');
                expect(messages).to.contain('set ifExists to "replace"');
                expect(messages).not.to.contain("old@example.com").and.not.to.contain("    at ");
            }
        }
        expect(writes(courier)).to.be.empty;
        expect(contents(courier)).to.deep.equal(before);
    });

    it("creates where nothing is, updates what it has created, and refuses only where the user id turns out to be taken", async () => {
        const { courier, stack } = test;
        const declare = (nickname: string, more = "") =>
            program(`
                const free = new Profile("free", { userId: "free", profile: { nickname: "${nickname}" }, ifExists: "fail" });
                ${more}
            `);
        await stack.program(declare("1"));
        await stack.up();
        courier.profiles.set("free-2", { email: "other@example.com" });
        const unknownAtPreview = `
            const late = new Profile("late", { userId: "late", profile: { nickname: "l" } });
            const userId = late.id.apply(() => "free-2");
            new Profile("taken", { userId, profile: { nickname: "t" }, ifExists: "fail" });
        `;
        await stack.program(declare("2", unknownAtPreview));
        await stack.preview();
        expect(complaints(await stack.up({ fails: true }))).to.have.all.keys("taken");
        expect(contents(courier)).to.deep.equal({
            free: { nickname: "2" },
            late: { nickname: "l" },
            "free-2": { email: "other@example.com" },
        });
    });

    it("takes over without a write what is as declared already: its own after a rename, and anybody's", async () => {
        const { courier, stack } = test;
        const declare = (name: string) =>
            program(`
                const profile = { nickname: "n", custom: { a: 1, b: [1, 2] } };
                new Profile("${name}", { userId: "u", profile, ifExists: "fail" });
                new ProfileSet("${name}-set", { profiles: { member: profile }, ifExists: "fail" });
            `);
        for (const userId of ["u", "member"]) {
            courier.profiles.set(userId, { custom: { b: [1, 2], a: 1.0 }, nickname: "n" });
        }
        await stack.program(declare("old-name"));
        await stack.up();
        await stack.program(declare("new-name"));
        await stack.preview();
        await stack.up();
        expect(writes(courier)).to.be.empty;
        await expectSettled(test);
    });

    it("takes over one's own at --replace and a taint, in a Profile and a ProfileSet, and refuses what changes as well, with advice that fits", async () => {
        const { courier, stack } = test;
        const declare = (nickname: string) =>
            program(`
                const profile = { nickname: "${nickname}" };
                new Profile("single", { userId: "u", profile, ifExists: "fail" });
                new ProfileSet("set", { profiles: { member: profile }, ifExists: "fail" });
            `);
        await stack.program(declare("1"));
        await stack.up();
        courier.clearRequests();
        const args = ["--replace", await stack.urn("single"), "--replace", await stack.urn("set")];
        await stack.preview({ args });
        expect((await stack.up({ args })).changes).to.deep.include({ "create-replacement": 2 });
        expect(writes(courier)).to.be.empty;
        await expectSettled(test);

        await stack.program(declare("2"));
        for (const command of ["preview", "up"] as const) {
            const { output } = await stack[command]({ args, fails: true });
            expect(output).to.contain(
                "if the run is to replace it (--replace), run `pulumi up` without that first",
            );
        }
        expect(writes(courier)).to.be.empty;
        await stack.up();
        expect(contents(courier)).to.deep.equal({ u: { nickname: "2" }, member: { nickname: "2" } });
    });

    it("refuses at preview what the up would refuse, and nothing else, after an up of a set that failed in part", async () => {
        const { courier, stack } = test;
        const set = { ada: { nickname: "a" }, eve: { nickname: "e" }, lin: { nickname: "l" } };
        await stack.program(
            program(`new ProfileSet("set", { profiles: ${JSON.stringify(set)}, ifExists: "fail" });`),
        );
        courier.fail({ method: "PUT", userId: "eve", status: 400, times: 1 });
        await stack.up({ fails: true });
        const after = contents(courier);

        courier.profiles.set("eve", { nickname: "somebody else's" });
        for (const command of ["preview", "up"] as const) {
            const { output } = await stack[command]({ fails: true });
            expect(output).to.contain('the profile of user "eve" exists already and differs');
            expect(output).not.to.match(/user "(ada|lin)" exists/);
        }
        courier.profiles.set("eve", {});
        await stack.preview();
        await stack.up();
        expect(contents(courier)).to.deep.equal(set);
        expect(after).to.have.all.keys("ada", "lin");
    });

    it("leaves alone what a rename would change as well, with the way to go on", async () => {
        const { courier, stack } = test;
        const declare = (name: string, nickname: string, opts = "{}") =>
            program(
                `new Profile("${name}", { userId: "u", profile: { nickname: "${nickname}" }, ifExists: "fail" }, ${opts});`,
            );
        await stack.program(declare("old-name", "1"));
        await stack.up();
        await stack.program(declare("new-name", "2"));
        const refused = await stack.up({ fails: true });
        expect(complaints(refused)["new-name"]?.join()).to.contain("add that name to the resource's aliases");
        expect(contents(courier)).to.deep.equal({ u: { nickname: "1" } });

        await stack.program(declare("new-name", "2", `{ aliases: [{ name: "old-name" }] }`));
        await stack.up();
        expect(contentsWritten(courier, "u")).to.deep.equal([{ nickname: "1" }, { nickname: "2" }]);
        await expectSettled(test);
    });
});

describe("undeclaredKeys", () => {
    const test = useStack();

    it('"keep": writes and deletions leave what others have written, at every depth; a key dropped from the program goes', async () => {
        const { courier, stack } = test;
        const declare = (declared: string) =>
            program(`
                const options = { undeclaredKeys: "keep" };
                new Profile("single", { userId: "single", profile: ${declared}, ...options });
                new ProfileSet("set", { profiles: { member: ${declared} }, ...options });
                new Profile("deleted", { userId: "deleted", profile: ${declared}, ...options, onDelete: "delete" });
            `);
        const users = ["single", "member", "deleted"];
        for (const userId of users)
            courier.profiles.set(userId, { expo: { token: "t" }, custom: { seen: true } });

        await stack.program(declare(`{ nickname: "n", custom: { team: "a", tier: 1 } }`));
        await stack.up();
        for (const userId of users) {
            expect(courier.profiles.get(userId)).to.deep.equal({
                nickname: "n",
                expo: { token: "t" },
                custom: { seen: true, team: "a", tier: 1 },
            });
        }
        await stack.program(declare(`{ custom: { team: "b" } }`));
        await stack.up();
        for (const userId of users) {
            expect(courier.profiles.get(userId)).to.deep.equal({
                expo: { token: "t" },
                custom: { seen: true, team: "b" },
            });
        }
        courier.profiles.set("deleted", { custom: { team: "b" } });
        await expectSettled(test);

        await stack.destroy();
        expect(contents(courier)).to.deep.equal({
            single: { expo: { token: "t" }, custom: { seen: true } },
            member: { expo: { token: "t" }, custom: { seen: true } },
        });
    });

    const theirs = { email: "other@example.com", custom: { seen: { at: "noon" } } };

    /** Runs the commands, which must refuse for the keys of `theirs` and write nothing. */
    async function expectRefused(userId: string, ...commands: ("preview" | "up")[]): Promise<void> {
        const { courier, stack } = test;
        courier.clearRequests();
        for (const command of commands) {
            const { diagnostics } = await stack[command]({ fails: true });
            const messages = diagnostics.map(({ message }) => message).join("");
            expect(messages).to.contain(
                `the profile of user "${userId}" has keys that the program does not declare`,
            );
            expect(messages).to.match(
                /: (email, custom\.seen\.at|custom\.seen\.at, email); undeclaredKeys is "fail"/,
            );
            expect(messages).not.to.contain("other@example.com").and.not.to.contain("    at ");
        }
        expect(writes(courier)).to.be.empty;
    }

    it('"fail": refuses at preview and up, names the keys, and writes nothing; an unchanged program is not refused', async () => {
        const { courier, stack } = test;
        const declare = (nickname: string) =>
            program(`
                const options = { undeclaredKeys: "fail" };
                new Profile("single", { userId: "single", profile: { nickname: "${nickname}", custom: { a: 1 } }, ...options });
            `);
        courier.profiles.set("single", theirs);
        await stack.program(declare("1"));
        await expectRefused("single", "preview", "up"); // to create
        courier.profiles.delete("single");
        await stack.up();
        courier.profiles.set("single", {
            nickname: "1",
            email: theirs.email,
            custom: { a: 1, ...theirs.custom },
        });
        await stack.up({ args: ["--expect-no-changes"] });
        await stack.program(declare("2"));
        await expectRefused("single", "preview"); // to update
        await stack.destroy({ fails: true });
        expect(courier.profiles.get("single")).to.deep.include({ nickname: "1", email: theirs.email });
    });

    it('"fail": refuses for a ProfileSet as well', async () => {
        const { courier, stack } = test;
        const declareSet = (nickname: string) =>
            program(`
                new ProfileSet("set", { profiles: { member: { nickname: "${nickname}" }, other: { nickname: "o" } }, undeclaredKeys: "fail" });
            `);
        courier.profiles.set("member", theirs);
        await stack.program(declareSet("1"));
        await expectRefused("member", "preview");
        courier.profiles.delete("member");
        await stack.up();
        courier.profiles.set("member", { nickname: "1", ...theirs });
        await stack.program(declareSet("2"));
        await expectRefused("member", "preview");
    });
});

describe("onDelete", () => {
    const test = useStack();

    it('"empty" leaves an empty profile; "delete" sends DELETE, also where the profile is gone already', async () => {
        const { courier, stack } = test;
        await stack.program(
            program(`
                new Profile("empties", { userId: "empties", profile: { nickname: "e" }, onDelete: "empty" });
                new Profile("deletes", { userId: "deletes", profile: { nickname: "d" }, onDelete: "delete" });
                new Profile("gone", { userId: "gone", profile: { nickname: "g" }, onDelete: "delete" });
                new ProfileSet("set", { profiles: { member: { nickname: "m" } }, onDelete: "delete" });
                new Profile("changes", { userId: "changes", profile: { nickname: "c" } });
            `),
        );
        await stack.up();
        courier.profiles.delete("gone");
        // The option itself is an update, after which destroy does as it says.
        await stack.program(
            program(`
                new Profile("changes", { userId: "changes", profile: { nickname: "c" }, onDelete: "delete" });
            `),
        );
        await stack.up();
        courier.clearRequests();
        expect(contents(courier)).to.deep.equal({ empties: {}, changes: { nickname: "c" } });

        await stack.destroy();
        expect(writes(courier).map(({ method, path }) => `${method} ${path}`)).to.deep.equal([
            "DELETE /profiles/changes",
        ]);
        expect(contents(courier)).to.deep.equal({ empties: {} });
    });

    it('"retain" sends nothing and warns of nothing: members by the set\'s new inputs, resources by the state', async () => {
        const { courier, stack } = test;
        const set = (profiles: string, options: string) =>
            `new ProfileSet("set", { profiles: { stays: { nickname: "s" }, ${profiles} }, ${options} });`;
        await stack.program(
            program(`
                new Profile("retained", { userId: "retained", profile: { nickname: "r" }, onDelete: "retain" });
                new Profile("replaced", { userId: "replaced", profile: { nickname: "p" }, onDelete: "retain" });
                new ProfileSet("retained-set", { profiles: { of: { nickname: "o" } }, onDelete: "retain" });
                ${set(`lets: { nickname: "l" }, takes: { nickname: "t" }`, "")}
            `),
        );
        await stack.up();
        const all = contents(courier);
        courier.clearRequests();

        // What becomes of a member is said in the same up in which it leaves.
        const replaced = `new Profile("replaced", { userId: "replaced-2", profile: { nickname: "p" }, onDelete: "retain" });`;
        await stack.program(program(replaced + set(`takes: { nickname: "t" }`, `onDelete: "retain"`)));
        const up = await stack.up();
        expect(complaints(up)).to.deep.equal({});
        expect(up.diagnostics.map(({ message }) => message.trim())).to.deep.equal([
            "1 to leave the set and stay as in Courier (lets)",
        ]);
        expect(writes(courier).map(({ userId }) => userId)).to.deep.equal(["replaced-2"]);
        await stack.program(program(set("", "")));
        await stack.up();
        const now = { ...all, "replaced-2": { nickname: "p" }, takes: {} };
        expect(contents(courier)).to.deep.equal(now);

        await stack.program(program(set("", `onDelete: "retain"`)));
        await stack.up();
        courier.clearRequests();
        await stack.destroy();
        expect(courier.requests).to.be.empty;
    });

    it('"fail" refuses at preview that a member leaves or a user id changes, and the deletion of a resource, with the way to go on', async () => {
        const { courier, stack } = test;
        const declare = (set: string, single: string) =>
            program(`
            const fail = { onDelete: "fail" };
            ${set} ${single}
        `);
        const set = (users: string, options = "...fail") => {
            const profiles = users.split(" ").map((id) => `${id}: { nickname: "${id}" }`);
            return `new ProfileSet("set", { profiles: { ${profiles.join()} }, ${options} });`;
        };
        const single = (name: string, userId: string) =>
            `new Profile("${name}", { userId: "${userId}", profile: { nickname: "s" }, ...fail });`;
        await stack.program(declare(set("ada lin moves"), single("single", "u")));
        await stack.up();
        courier.clearRequests();

        const leaves = (who: string): string =>
            `the profile of user "${who}" is no longer declared, and onDelete is "fail"`;
        const goes = (who: string): string =>
            `the profile of user "${who}" would be taken away with its resource, and onDelete is "fail"`;
        const refusals: [program: string, commands: ("preview" | "up")[], refusal: string][] = [
            [declare(set("ada moves"), single("single", "u")), ["preview", "up"], leaves("lin")],
            [declare(set("ada lin moves"), single("single", "u-2")), ["preview", "up"], goes("u")],
            [declare(set("ada lin moves"), ""), ["up"], goes("u")],
            [
                declare("", single("single", "u")),
                ["up"],
                '3 × the profile would be taken away with its resource, and onDelete is "fail"',
            ],
        ];
        for (const [source, commands, refusal] of refusals) {
            await stack.program(source);
            for (const command of commands) {
                const { output } = await stack[command]({ fails: true });
                expect(output).to.contain(refusal);
                expect(output).to.contain('set onDelete to "empty" or "delete"');
            }
        }
        await stack.destroy({ fails: true });
        expect(writes(courier)).to.be.empty;

        // Renamed and moved it is declared all the same.
        const moved = `new Profile("moved", { userId: "moves", profile: { nickname: "moves" }, ...fail });`;
        await stack.program(declare(set("ada lin"), single("renamed", "u") + moved));
        await stack.up();
        expect(writes(courier).map(({ userId }) => userId)).to.have.members(["u", "moves"]);
        await stack.program(declare(set("ada lin", `onDelete: "empty"`), single("renamed", "u") + moved));
        await stack.up();
        await stack.program(declare(set("ada", ""), single("renamed", "u") + moved));
        await stack.up();
        expect(courier.profiles.get("lin")).to.deep.equal({});
    });
});

describe("courier:allowedUserIds", () => {
    const test = useStack();

    it("refuses a user id that it does not match whole, at preview, in a Profile and in a ProfileSet, before any request", async () => {
        const { courier, stack } = test;
        await stack.setConfig("courier:allowedUserIds", "test-.*|svc-ci");
        await stack.program(
            program(`
                new Profile("fine", { userId: "svc-ci", profile: { nickname: "f" } });
                new ProfileSet("set", { profiles: { "test-1": { nickname: "1" }, "a-test-2": { nickname: "2" } } });
            `),
        );
        const inSet = await stack.preview({ fails: true });
        expect(complaints(inSet).set?.join()).to.contain(
            'profiles["a-test-2"] is "a-test-2", which courier:allowedUserIds does not allow',
        );
        await stack.program(
            program(
                `new Profile("real", { userId: "svc-ci-2", profile: { nickname: "r" }, ifExists: "fail" });`,
            ),
        );
        for (const command of ["preview", "up"] as const) {
            const { diagnostics } = await stack[command]({ fails: true });
            expect(diagnostics.map(({ message }) => message).join()).to.contain(
                'userId is "svc-ci-2", which courier:allowedUserIds does not allow',
            );
        }
        expect(courier.requests).to.be.empty;
    });

    it("refuses as well a user id that only the up finds out, and the deletion of a user that it allows no more", async () => {
        const { courier, stack } = test;
        await stack.program(program(`new Profile("real", { userId: "real", profile: { nickname: "r" } });`));
        await stack.up();
        courier.clearRequests();

        await stack.setConfig("courier:allowedUserIds", "test-.*");
        await stack.program(
            program(`
                const first = new Profile("first", { userId: "test-1", profile: { nickname: "t" } });
                new Profile("late", { userId: first.id.apply(() => "real-2"), profile: { nickname: "l" } });
            `),
        );
        await stack.preview();
        await stack.up({ fails: true });
        await stack.program(program(``));
        const removed = await stack.up({ fails: true });
        expect(complaints(removed).real?.join()).to.contain("which courier:allowedUserIds does not allow");
        expect(contents(courier)).to.deep.include({ real: { nickname: "r" } });
        expect(writes(courier).map(({ userId }) => userId)).to.not.include.members(["real"]);
        expect(courier.profiles.get("real-2")).to.equal(undefined);
    });
});
