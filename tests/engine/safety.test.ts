import { expect } from "chai";
import type { JsonObject } from "../../emulator";
import type { CliResult } from "./support/cli";
import { program } from "./support/programs";
import {
    complaints,
    contents,
    contentsWritten,
    expectSettled,
    stays,
    staysFor,
    staysOfSetFor,
    writes,
} from "./support/runs";
import { useStack } from "./support/use-stack";

/** One way in which a program moves a profile from one resource to another. */
interface Move {
    readonly what: string;
    readonly before: string;
    readonly after: string;
    /** What the profiles that are still declared are after the move. */
    readonly profiles: Readonly<Record<string, JsonObject>>;
    /** What is said of profiles that stay as they are, by the resource under which it is shown. */
    readonly said?: Readonly<Record<string, string[]>>;
}

const moves: readonly Move[] = [
    {
        what: "a resource that is renamed",
        before: `new Profile("old-name", { userId: "renamed", profile: { nickname: "r" } });`,
        after: `new Profile("new-name", { userId: "renamed", profile: { nickname: "r" } });`,
        profiles: { renamed: { nickname: "r" } },
        said: { "new-name": staysFor("renamed", 'Profile "new-name"') },
    },
    {
        what: "a resource that is renamed, with the old name as an alias",
        before: `new Profile("old-alias", { userId: "aliased", profile: { nickname: "a" } });`,
        after: `new Profile("new-alias", { userId: "aliased", profile: { nickname: "a" } }, { aliases: [{ name: "old-alias" }] });`,
        profiles: { aliased: { nickname: "a" } },
    },
    {
        what: "a resource that gets another parent",
        before: `new Profile("child", { userId: "child", profile: { nickname: "c" } });`,
        after: `
            const parent = new pulumi.ComponentResource("test:index:Team", "team");
            new Profile("child", { userId: "child", profile: { nickname: "c" } }, { parent });
        `,
        profiles: { child: { nickname: "c" } },
        said: { child: staysFor("child", 'Profile "child"') },
    },
    {
        what: "two resources that swap their user ids",
        before: `
            new Profile("left", { userId: "swap-1", profile: { nickname: "1" } });
            new Profile("right", { userId: "swap-2", profile: { nickname: "2" } });
        `,
        after: `
            new Profile("left", { userId: "swap-2", profile: { nickname: "2, now left" } });
            new Profile("right", { userId: "swap-1", profile: { nickname: "1, now right" } });
        `,
        profiles: { "swap-1": { nickname: "1, now right" }, "swap-2": { nickname: "2, now left" } },
        said: { left: staysFor("swap-2", 'Profile "left"'), right: staysFor("swap-1", 'Profile "right"') },
    },
    {
        what: "a user id that another resource takes over from one that is removed",
        before: `
            new Profile("giver", { userId: "moved", profile: { nickname: "m" } });
            new Profile("taker", { userId: "given-up", profile: { nickname: "g" } });
        `,
        after: `new Profile("taker", { userId: "moved", profile: { nickname: "m" } });`,
        profiles: { moved: { nickname: "m" } },
        said: { taker: staysFor("moved", 'Profile "taker"') },
    },
    {
        what: "a chain of three resources that each take the next one's user id",
        before: `
            new Profile("first", { userId: "chain-1", profile: { nickname: "first" } });
            new Profile("second", { userId: "chain-2", profile: { nickname: "second" } });
            new Profile("third", { userId: "chain-3", profile: { nickname: "third" } });
        `,
        after: `
            new Profile("first", { userId: "chain-2", profile: { nickname: "first" } });
            new Profile("second", { userId: "chain-3", profile: { nickname: "second" } });
            new Profile("third", { userId: "chain-4", profile: { nickname: "third" } });
        `,
        profiles: {
            "chain-2": { nickname: "first" },
            "chain-3": { nickname: "second" },
            "chain-4": { nickname: "third" },
        },
        said: {
            first: staysFor("chain-2", 'Profile "first"'),
            second: staysFor("chain-3", 'Profile "second"'),
        },
    },
    {
        what: "a profile that moves from a Profile into a ProfileSet",
        before: `new Profile("single", { userId: "into-set", profile: { nickname: "i" } });`,
        after: `new ProfileSet("many", { profiles: { "into-set": { nickname: "i" } } });`,
        profiles: { "into-set": { nickname: "i" } },
        said: { many: staysFor("into-set", 'ProfileSet "many"') },
    },
    {
        what: "a profile that moves from a ProfileSet, which goes, into a Profile",
        before: `new ProfileSet("gone-set", { profiles: { "out-of-set": { nickname: "o" } } });`,
        after: `new Profile("out", { userId: "out-of-set", profile: { nickname: "o" } });`,
        profiles: { "out-of-set": { nickname: "o" } },
        said: { out: staysOfSetFor("out-of-set", 'Profile "out"') },
    },
    {
        what: "a profile that moves from a ProfileSet, which stays, into a Profile further down in the program",
        before: `new ProfileSet("kept-set", { profiles: { "left-set": { nickname: "l" }, stays: { nickname: "s" } } });`,
        after: `
            new ProfileSet("kept-set", { profiles: { stays: { nickname: "s" } } });
            new Profile("lower", { userId: "left-set", profile: { nickname: "l" } });
        `,
        profiles: { "left-set": { nickname: "l" }, stays: { nickname: "s" } },
        said: { "kept-set": staysOfSetFor("left-set", 'Profile "lower"') },
    },
    {
        what: "a profile that moves from one ProfileSet to another",
        before: `
            new ProfileSet("set-1", { profiles: { mover: { nickname: "m" }, "in-1": { nickname: "1" } } });
            new ProfileSet("set-2", { profiles: { "in-2": { nickname: "2" } } });
        `,
        after: `
            new ProfileSet("set-1", { profiles: { "in-1": { nickname: "1" } } });
            new ProfileSet("set-2", { profiles: { mover: { nickname: "m" }, "in-2": { nickname: "2" } } });
        `,
        profiles: { mover: { nickname: "m" }, "in-1": { nickname: "1" }, "in-2": { nickname: "2" } },
        said: { "set-1": staysOfSetFor("mover", 'ProfileSet "set-2"') },
    },
    {
        what: "a managed profile that the program only reads from now on",
        before: `new Profile("managed", { userId: "released", profile: { nickname: "r" } });`,
        after: `Profile.get("read", "released");`,
        profiles: { released: { nickname: "r" } },
        said: { read: staysFor("released", 'Profile "read"') },
    },
    {
        what: "a profile of a ProfileSet that the program only reads from now on",
        before: `new ProfileSet("reader", { profiles: { "set-released": { nickname: "r" }, more: { nickname: "m" } } });`,
        after: `
            new ProfileSet("reader", { profiles: { more: { nickname: "m" } } });
            Profile.get("read-of-set", "set-released");
        `,
        profiles: { "set-released": { nickname: "r" }, more: { nickname: "m" } },
        said: { reader: staysOfSetFor("set-released", 'Profile "read-of-set"') },
    },
];

describe("an up of a program that has moved its profiles about never empties the profile of", () => {
    const test = useStack({ shared: true });
    let result: CliResult;

    before(async function () {
        this.timeout(120_000);
        const { courier, stack } = test;
        const removed = `new Profile("removed", { userId: "removed", profile: { nickname: "r" } });`;
        await stack.program(program([...moves.map((move) => `{ ${move.before} }`), removed].join("\n")));
        await stack.up();
        courier.clearRequests();
        await stack.program(program(moves.map((move) => `{ ${move.after} }`).join("\n")));
        result = await stack.up();
    });

    for (const { what, profiles, said = {} } of moves) {
        it(what, () => {
            for (const [userId, profile] of Object.entries(profiles)) {
                expect(test.courier.profiles.get(userId), userId).to.deep.equal(profile);
                expect(contentsWritten(test.courier, userId), userId).not.to.deep.include({});
            }
            expect(stays(result)).to.deep.include(said);
        });
    }

    it("and empties those of user ids that nothing declares any more", () => {
        const { courier } = test;
        const emptied = ["removed", "given-up", "chain-1"];
        for (const userId of emptied) expect(courier.profiles.get(userId), userId).to.deep.equal({});
        const kept = moves.flatMap(({ profiles }) => Object.keys(profiles));
        expect(contents(courier)).to.have.all.keys(...kept, ...emptied);
    });

    it("and says nothing else of this, warns of nothing, and leaves nothing to do for the next up and refresh", async () => {
        expect(stays(result)).to.deep.equal(Object.assign({}, ...moves.map(({ said = {} }) => said)));
        expect(complaints(result)).to.deep.equal({});
        await expectSettled(test);
    });
});

describe("a profile that the program still declares is not emptied", () => {
    const test = useStack();

    it("by the renaming of twenty resources on a slow server", async () => {
        const { courier, stack } = test;
        const twenty = (prefix: string) =>
            program(`
                for (let n = 0; n < 20; n++) {
                    new Profile("${prefix}" + n, { userId: "user-" + n, profile: { custom: { n } } });
                }
            `);
        await stack.program(twenty("before-"));
        await stack.up();
        courier.clearRequests();

        courier.fail({ delayMs: 100, times: Infinity });
        await stack.program(twenty("after-"));
        const result = await stack.up();
        expect(result.changes).to.deep.equal({ create: 20, delete: 20 });
        expect(courier.requestsOf({ method: "PUT" })).to.have.length(20);
        for (let n = 0; n < 20; n++) {
            expect(courier.profiles.get(`user-${n}`)).to.deep.equal({ custom: { n } });
            expect(stays(result)[`after-${n}`]).to.deep.equal(staysFor(`user-${n}`, `Profile "after-${n}"`));
        }
        courier.clearFaults();
        await expectSettled(test);
    });

    it("by --replace, by a taint, or by --replace '**', which replaces the provider process as well", async () => {
        const { courier, stack } = test;
        await stack.program(
            program(`
                new Profile("plain", { userId: "plain", profile: { nickname: "p" } });
                new Profile("first", { userId: "first", profile: { nickname: "f" } }, { deleteBeforeReplace: true });
                new Profile("keeps", { userId: "keeps", profile: { nickname: "k" }, undeclaredKeys: "keep", onDelete: "delete" });
                new ProfileSet("set", { profiles: { one: { nickname: "1" }, two: { nickname: "2" } } });
            `),
        );
        await stack.up();
        courier.profiles.set("keeps", { nickname: "k", locale: "en" });
        const profiles = contents(courier);
        courier.clearRequests();
        for (const name of ["plain", "set"]) {
            await stack.run(["state", "taint", await stack.urn(name), "--yes"]);
        }
        const urns = [await stack.urn("first"), await stack.urn("keeps")];
        const replaced = await stack.up({ args: urns.flatMap((urn) => ["--replace", urn]) });
        const said = {
            plain: staysFor("plain", 'Profile "plain"'),
            first: staysFor("first", 'Profile "first"'),
            keeps: staysFor("keeps", 'Profile "keeps"'),
            set: ['info 2 profiles stay as they are, as ProfileSet "set" declares them (one, two)'],
        };
        expect(replaced.changes["create-replacement"]).to.equal(4);
        expect(stays(replaced)).to.deep.equal(said);

        const everything = await stack.up({ args: ["--replace", "**"] });
        expect(everything.changes["create-replacement"]).to.equal(4);
        // One of the two provider processes deletes what the other has seen declared.
        expect(stays(everything)).to.deep.equal(said);

        for (const userId of Object.keys(profiles)) {
            const written = contentsWritten(courier, userId);
            // With "keep" the profile is read first, and one that is as declared is not written.
            expect(written, userId).to.have.length(userId === "keeps" ? 0 : 2);
            for (const profile of written) expect(profile, userId).not.to.deep.equal({});
        }
        expect(contents(courier)).to.deep.equal(profiles);
        await expectSettled(test);
    });

    it("by an up that finishes what one killed between the writes and the deletions has left", async () => {
        const { courier, stack } = test;
        const resources = (name: string) => `
            const renamed = new Profile("${name}", { userId: "renamed", profile: { nickname: "r" } });
            const replaced = new Profile("replaced", { userId: "replaced", profile: { nickname: "p" } });
            const set = new ProfileSet("set", { profiles: { inSet: { nickname: "s" } } });
        `;
        await stack.program(program(resources("old-name")));
        await stack.up();
        await stack.program(
            program(`
                ${resources("new-name")}
                new Profile("last", { userId: "last", profile: { nickname: "l" } }, { dependsOn: [renamed, replaced, set] });
            `),
        );
        courier.clearRequests();
        const gate = courier.gate({ method: "PUT", userId: "last" });
        const urns = [await stack.urn("replaced"), await stack.urn("set")];
        const up = await stack.startUp({ args: urns.flatMap((urn) => ["--replace", urn]) });
        await gate.arrived;
        await up.kill();
        gate.release();
        await stack.run(["cancel", "--yes"]);
        const { resources: left = [] } = await stack.exportState();
        expect(left.filter((resource) => resource.delete)).to.have.length(2);
        expect(left.filter(({ id }) => id === "renamed")).to.have.length(2);

        const result = await stack.up();
        expect(result.changes).to.deep.include({ "delete-replaced": 2, delete: 1 });
        expect(stays(result)).to.deep.equal({
            "new-name": staysFor("renamed", 'Profile "new-name"'),
            replaced: staysFor("replaced", 'Profile "replaced"'),
            set: staysOfSetFor("inSet", 'ProfileSet "set"'),
        });
        for (const userId of ["renamed", "replaced", "inSet"]) {
            expect(contentsWritten(courier, userId), userId).not.to.deep.include({});
        }
        expect(contents(courier)).to.deep.equal({
            renamed: { nickname: "r" },
            replaced: { nickname: "p" },
            inSet: { nickname: "s" },
            last: { nickname: "l" },
        });
        await stack.refresh({ args: ["--clear-pending-creates"] });
        await expectSettled(test);
    });

    it("by an up --continue-on-error in which the new resource could not even be checked", async () => {
        const { courier, stack } = test;
        await stack.program(
            program(`
                new Profile("old-1", { userId: "after-failure", profile: { nickname: "1" } });
                new Profile("old-2", { userId: "invalid", profile: { nickname: "2" } });
            `),
        );
        await stack.up();
        courier.clearRequests();

        courier.fail({ method: "PUT", userId: "fails", status: 400 });
        await stack.program(
            program(`
                const fails = new Profile("fails", { userId: "fails", profile: { nickname: "f" } });
                new Profile("new-1", { userId: "after-failure", profile: { nickname: "1" } }, { dependsOn: fails });
                new Profile("new-2", { userId: "invalid", profile: { nickname: "2" }, onDelete: "nothing" });
            `),
        );
        const result = await stack.up({ args: ["--continue-on-error"], fails: true });
        expect(complaints(result)).not.to.be.empty;
        expect(contents(courier)).to.deep.include({
            "after-failure": { nickname: "1" },
            invalid: { nickname: "2" },
        });
        for (const userId of ["after-failure", "invalid"]) {
            expect(contentsWritten(courier, userId), userId).not.to.deep.include({});
        }
    });

    it("by deleteBeforeReplace of a resource on which its user id depends: nothing is taken away on suspicion", async () => {
        const { courier, stack } = test;
        const declare = (options: string) =>
            program(`
                const base = new Profile("base", { userId: "base", profile: { nickname: "b" } }, ${options});
                new Profile("derived", { userId: pulumi.interpolate\`\${base.userId}-2\`, profile: { nickname: "d" } });
            `);
        await stack.program(declare("{ deleteBeforeReplace: true }"));
        await stack.up();
        const profiles = contents(courier);
        courier.clearRequests();

        // The engine deletes dependents before the program has come to declare them.
        const args = ["--replace", await stack.urn("base")];
        const refused = await stack.up({ args, fails: true });
        expect(complaints(refused).derived?.join()).to.contain(
            'the profile of user "base-2" was not taken away: the program waits for user ids that are not known yet',
        );
        expect(writes(courier)).to.be.empty;
        expect(contents(courier)).to.deep.equal(profiles);
        await expectSettled(test);

        await stack.program(declare("{}"));
        await stack.up({ args });
        expect(contentsWritten(courier, "base")).to.deep.equal([{ nickname: "b" }]);
        expect(contents(courier)).to.deep.equal(profiles);
    });
});

describe("the same user id declared twice", () => {
    const test = useStack();

    const doubles = [
        {
            where: "by two Profiles",
            program: `
                new Profile("one", { userId: "same", profile: { nickname: "1" } });
                new Profile("two", { userId: "same", profile: { nickname: "2" } });
            `,
            names: ["Profile::one", "Profile::two"],
        },
        {
            where: "by Profiles of two component parents",
            program: `
                for (const name of ["TeamA", "TeamB"]) {
                    const parent = new pulumi.ComponentResource("test:index:" + name, name);
                    new Profile("user", { userId: "same", profile: { nickname: name } }, { parent });
                }
            `,
            names: [
                "test:index:TeamA$pulumi-nodejs:dynamic/courier:Profile::user",
                "test:index:TeamB$pulumi-nodejs:dynamic/courier:Profile::user",
            ],
        },
        {
            where: "by a Profile and a ProfileSet",
            program: `
                new Profile("one", { userId: "same", profile: { nickname: "1" } });
                new ProfileSet("set", { profiles: { same: { nickname: "2" }, other: { nickname: "o" } } });
            `,
            names: ["Profile::one", "ProfileSet::set"],
        },
    ];

    for (const { where, program: body, names } of doubles) {
        it(`${where} is refused at preview, both named`, async () => {
            const { courier, stack } = test;
            await stack.program(program(body));
            const { diagnostics, output } = await stack.preview({ fails: true });
            expect(diagnostics.filter(({ severity }) => severity === "error")).to.have.length(1);
            const [message = ""] = diagnostics.map((diagnostic) => diagnostic.message);
            expect(message).to.match(/is "same", which .+ declares as well \(this is .+\)/);
            for (const name of names) expect(message).to.contain(`${name} `.trim());
            expect(output).not.to.contain("    at ");
            expect(courier.requests).to.be.empty;
        });
    }
});
