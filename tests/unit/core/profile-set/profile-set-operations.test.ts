import { expect } from "chai";
import { parseExactJson, type ExactObject } from "../../../../provider/core/values/exact-json";
import type { JsonObject } from "../../../../provider/core/values/json";
import { withHelp } from "../../../../provider/core/messages/help-links";
import { MessageError, type Concern } from "../../../../provider/core/messages/message-error";
import { inputProblem } from "../../../../provider/core/messages/problem";
import {
    PartlyWritten,
    ProfileSetOperations,
} from "../../../../provider/core/profile-set/profile-set-operations";
import { unknown } from "../../../../provider/core/values/unknown";
import { FakeServices, named } from "../support/fake-services";
import { FakeCourier } from "../support/fake-courier";

function start(profiles: Readonly<Record<string, ExactObject>> = {}) {
    const services = new FakeServices(new FakeCourier(profiles));
    return { services, courier: services.courier, resource: new ProfileSetOperations(services) };
}

/** So many users, each with this profile. */
function users(count: number, profile: JsonObject = { name: "x" }): Record<string, JsonObject> {
    return Object.fromEntries(Array.from({ length: count }, (_, index) => [`user-${index}`, profile]));
}

/** A failure that Courier answers with: the reason is the same for every user. */
function refused(concern: Concern): MessageError {
    return new MessageError("PUT /profiles/…: refused", "answers", { concern, reason: "refused" });
}

async function thrown(operation: Promise<unknown>): Promise<Error> {
    return operation.then(
        () => {
            throw new Error("nothing was thrown");
        },
        (error: unknown) => error as Error,
    );
}

async function partlyWritten(operation: Promise<unknown>): Promise<PartlyWritten> {
    const error = await thrown(operation);
    if (error instanceof PartlyWritten) {
        return error;
    }
    throw error;
}

const urn = "urn:set";
const team = { ada: { email: "a@x.com" }, eve: { email: "e@x.com" }, lin: { email: "l@x.com" } };

describe("Checking a ProfileSet", () => {
    it("finds nothing wrong with a good one, and sends nothing", async () => {
        const { resource, courier } = start();

        const inputs = { profiles: team, undeclaredKeys: "keep" };
        expect(await resource.check({}, inputs, named(urn))).to.deep.equal([]);
        expect(courier.calls).to.deep.equal([]);
    });

    it("names every input at fault, users by their id", async () => {
        const { resource } = start();

        const profiles = { "": {}, ada: { a: { b: NaN } }, eve: null };
        const problems = await resource.check({}, { profiles, onDelete: "x", color: 1 }, named(urn));

        expect(problems.map(({ property }) => property)).to.deep.equal([
            'profiles[""]',
            'profiles["ada"].a.b',
            'profiles["eve"]',
            "onDelete",
            "color",
        ]);
        expect(problems[4]?.reason).to.include("it takes profiles, ifExists, undeclaredKeys, onDelete");
    });

    for (const profiles of [undefined, null, "ada", 7, ["ada"]]) {
        it(`refuses ${JSON.stringify(profiles)} in place of the profiles`, async () => {
            const { resource } = start();

            expect(await resource.check({}, { profiles }, named(urn))).to.deep.equal([
                inputProblem("profiles", "must be an object of user ids, each with its profile"),
            ]);
        });
    }

    it("shows ten problems, and how many more there are", async () => {
        const { resource } = start();

        const profiles = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`user-${n}`, null]));
        const problems = await resource.check({}, { profiles }, named(urn));

        expect(problems).to.have.length(11);
        expect(problems[10]).to.deep.equal(inputProblem("", "and 9,990 more problems"));
    });

    it("refuses more than the engine carries, says what to do, and counts the users as declared all the same", async () => {
        const { resource, services } = start();
        const megabyte = "x".repeat(1024 * 1024);

        const ofSize = (mebibytes: number) => ({ profiles: users(mebibytes, { a: megabyte }) });
        expect(await resource.check({}, ofSize(99), named(urn))).to.deep.equal([]);
        expect(await resource.check({}, ofSize(100), named(urn))).to.deep.equal([
            inputProblem(
                "profiles",
                "has 101 MiB of JSON; Pulumi's engine carries 100 MiB safely: split the set in several",
            ),
        ]);
        expect(services.register.standingOf("user-99").kind).to.equal("declared");
    }).timeout(60_000);

    it("accepts what is not known yet, at any place, and sends nothing for it", async () => {
        const { resource, courier } = start();

        for (const [index, inputs] of [
            { profiles: unknown, ifExists: "fail" },
            { profiles: { ada: unknown, eve: { a: [unknown] } }, ifExists: "fail" },
            { profiles: { lin: {} }, ifExists: unknown },
        ].entries()) {
            expect(await resource.check({}, inputs, named(`urn:${index}`))).to.deep.equal([]);
        }
        expect(courier.calls).to.deep.equal([]);
    });

    it("reports the settings' problems, and no others that follow from them", async () => {
        const { resource, services, courier } = start();
        services.problems = [{ property: "courier:apiKey", reason: "is not set", topic: "settings" }];

        expect(await resource.check({}, { profiles: team, ifExists: "fail" }, named(urn))).to.deep.equal(
            services.problems,
        );
        expect(courier.calls).to.deep.equal([]);
    });

    it("refuses user ids that the settings do not allow, before any request", async () => {
        const { resource, services, courier } = start();
        services.refusedUserIds = ["eve"];

        expect(await resource.check({}, { profiles: team, ifExists: "fail" }, named(urn))).to.deep.equal([
            { property: 'profiles["eve"]', reason: "is not allowed here", topic: "refusals" },
        ]);
        expect(courier.calls).to.deep.equal([]);
    });

    it("refuses a user that another resource declares, naming both resources", async () => {
        const { resource } = start();
        await resource.check({}, { profiles: { eve: {} } }, named("urn:one"));

        const [problem, ...others] = await resource.check({}, { profiles: team }, named("urn:two"));

        expect(problem?.property).to.equal('profiles["eve"]');
        expect(problem?.reason).to.include("urn:one").and.to.include("urn:two");
        expect(others).to.be.empty;
    });

    it("says at preview what creating would refuse: a new set at its check", async () => {
        const { resource, courier } = start({ ada: { theirs: 1 }, eve: team.eve });

        const problems = await resource.check({}, { profiles: team, ifExists: "fail" });

        expect(problems).to.have.length(1);
        expect(problems[0]?.reason).to.include(
            'the profile of user "ada" exists already and differs from what is declared; it has theirs;',
        );
        expect(courier.calls).to.have.members(["GET ada", "GET eve", "GET lin"]);
    });

    it("says at preview what creating would refuse: one that exists at its diff, for users that are new in it", async () => {
        const { resource, courier } = start({ ada: { theirs: 1 }, eve: { theirs: 1 } });
        const olds = { profiles: { eve: team.eve } };
        const inputs = { profiles: team, ifExists: "fail" };

        expect(await resource.check(olds, inputs)).to.deep.equal([]);
        const { message } = await thrown(resource.diff(olds, inputs));

        expect(message).to.include('the profile of user "ada" exists already').and.not.to.include("eve");
        expect(courier.calls).to.have.members(["GET ada", "GET lin"]);
    });

    it("goes by what the state has, not by the last inputs, after a creation that failed in part", async () => {
        const { resource } = start({ eve: { theirs: 1 } });
        const inputs = { profiles: team, ifExists: "fail" };

        expect(await resource.check(inputs, inputs)).to.deep.equal([]);
        const { message } = await thrown(resource.diff({ profiles: { ada: team.ada } }, inputs));

        expect(message).to.include('the profile of user "eve" exists already');
    });

    it("fails as Courier fails, where it had to ask", async () => {
        const { resource, courier } = start();
        courier.failing.set("ada", refused("everyone"));

        const error = await thrown(resource.check({}, { profiles: team, ifExists: "fail" }, named(urn)));
        expect(error.message).to.contain("could not be read:\n  1 × refused (ada)");
    });
});

describe("Checking a ProfileSet of secrets", () => {
    const inputs = { profiles: { ada: { token: NaN }, eve: '{"a":1,"a":2}' } };
    const inside = "has something inside, which is not named as it is secret, that";

    it("names neither user nor key where the map is a secret", async () => {
        const { resource, services } = start();
        services.register.secrecy = { userIds: true, keys: true, values: true };
        services.refusedUserIds = ["ada"];

        const problems = await resource.check({}, { profiles: { ...inputs.profiles, "..": {} } });
        expect(problems.map(({ property }) => property)).to.deep.equal(problems.map(() => "profiles"));
        expect(problems.map(({ reason }) => reason)).to.deep.equal([
            `${inside} is not allowed here`,
            `${inside} is NaN, which JSON cannot carry`,
            `${inside} is there twice in one object`,
            `${inside} is a user id that is not named here, which no URL can carry as a name; choose another user id`,
        ]);
    });

    it("names no key where a profile is a secret as a whole", async () => {
        const { resource, services } = start();
        services.register.secrecy = { userIds: false, keys: true, values: true };

        expect(await resource.check({}, inputs)).to.deep.equal([
            inputProblem('profiles["ada"]', `${inside} is NaN, which JSON cannot carry`),
            inputProblem('profiles["eve"]', `${inside} is there twice in one object`),
        ]);
    });

    it("names a user that two resources declare only where it is none", async () => {
        const { resource, services } = start();
        await resource.check({}, { profiles: { ada: {} } }, named("urn:one"));
        services.register.secrecy = { userIds: true, keys: true, values: true };

        const [problem] = await resource.check({}, { profiles: { ada: {} } }, named("urn:two"));
        expect(problem?.reason).to.match(/which urn:one declares as well \(this is urn:two\)/);
        expect(problem?.reason).not.to.contain("ada");
    });
});

describe("Checking a profile of a set that is given as its JSON text", () => {
    const reasonsOf = async (text: string) => {
        const { resource } = start();
        return resource.check({}, { profiles: { ada: text } });
    };

    it("finds nothing wrong with one, and sends nothing", async () => {
        expect(await reasonsOf(' {"email": "a@x.com", "n": 1.0, "tags": [1e2]}')).to.be.empty;
    });

    for (const [what, text, property, reason] of [
        [
            "is no JSON",
            '{"token":"hush"',
            'profiles["ada"]',
            /is a text that is no JSON; give the profile as/,
        ],
        ["is no object", '["hush"]', 'profiles["ada"]', /is a JSON text of something else than an object/],
        [
            "has a key twice",
            '{"a":{"b":"hush","b":1}}',
            'profiles["ada"].a.b',
            /is there twice in one object/,
        ],
        [
            "has a number that is not held",
            '{"a":[0,12345678901234567890]}',
            'profiles["ada"].a[1]',
            /cannot hold exactly; give/,
        ],
        [
            "has a key that is Pulumi's",
            '{"a":{"__proto__":"hush"}}',
            'profiles["ada"].a.__proto__',
            /cannot be declared/,
        ],
    ] as const) {
        it(`refuses one that ${what}, by its place, and quotes nothing of it`, async () => {
            const [problem, ...others] = await reasonsOf(text);
            expect(others).to.be.empty;
            expect(problem?.property).to.equal(property);
            expect(problem?.reason)
                .to.match(reason)
                .and.not.to.match(/hush|12345678/);
        });
    }
});

describe("The diff of a ProfileSet", () => {
    async function checked(inputs: object, profiles = {}) {
        const all = start(profiles);
        const olds = { profiles: team };
        await all.resource.check(olds, inputs as Record<string, unknown>, named(urn));
        return all;
    }

    it("is empty for an unchanged program, a default that is spelled out included, and says nothing", async () => {
        const inputs = { profiles: structuredClone(team), onDelete: "empty", ifExists: null };
        const { resource, services } = await checked(inputs);

        expect(await resource.diff({ profiles: team }, inputs)).to.deep.equal([]);
        expect(services.lines).to.be.empty;
    });

    it("names each change by its path, and shows who changes under the set", async () => {
        const inputs = { profiles: { ada: { email: "b@x.com" }, sam: {} }, undeclaredKeys: "keep" };
        const { resource, services, courier } = await checked(inputs);
        const { ada, eve } = team;

        expect(await resource.diff({ profiles: { ada, eve } }, inputs)).to.have.deep.members([
            { path: ["profiles", "ada", "email"], kind: "update" },
            { path: ["profiles", "sam"], kind: "add" },
            { path: ["profiles", "eve"], kind: "delete" },
            { path: ["undeclaredKeys"], kind: "update" },
        ]);
        expect(services.lines).to.deep.equal([
            { resource: urn, line: "1 to add (sam); 1 to change (ada: email); 1 to take away (eve)" },
        ]);
        expect(courier.calls).to.deep.equal([]);
    });

    it("shows who is taken away where the set becomes empty", async () => {
        const { resource, services } = await checked({ profiles: {} });

        await resource.diff({ profiles: { ada: team.ada } }, { profiles: {} });

        expect(services.lines.map(({ line }) => line)).to.deep.equal(["1 to take away (ada)"]);
    });

    it("counts what is not known yet as changed", async () => {
        const { resource } = start();

        expect(await resource.diff({ profiles: team }, { profiles: unknown })).to.deep.equal([
            { path: ["profiles"], kind: "update" },
        ]);
        const changes = await resource.diff({ profiles: team }, { profiles: { ...team, ada: unknown } });
        expect(changes).to.deep.equal([{ path: ["profiles", "ada"], kind: "update" }]);
    });

    it('says at preview what updates under undeclaredKeys "fail" would refuse, and asks for changed users only', async () => {
        const inputs = {
            profiles: { ...team, ada: { email: "b@x.com" }, eve: { email: "f@x.com" } },
            undeclaredKeys: "fail",
        };
        const server = {
            ada: { ...team.ada, theirs: 1 },
            eve: { ...team.eve, theirs: 2 },
            lin: { theirs: 3 },
        };
        const { resource, courier } = await checked({ profiles: inputs.profiles }, server);

        const { message } = await thrown(resource.diff({ profiles: team }, inputs));

        expect(message).to.match(
            /^2 × the profile has keys that the program does not declare: theirs; .* \((ada, eve|eve, ada)\)/,
        );
        expect(courier.calls).to.have.members(["GET ada", "GET eve"]);
    });

    for (const [what, options, expected] of [
        ['onDelete "fail"', { onDelete: "fail" }, 'onDelete is "fail"'],
        ['undeclaredKeys "fail"', { undeclaredKeys: "fail" }, "does not declare: theirs;"],
    ] as const) {
        it(`says at preview what the update would refuse of users that leave the set, by its new inputs: ${what}`, async () => {
            const { ada, eve, lin } = team;
            const inputs = { profiles: { lin }, ...options };
            const server = { ada: { ...ada, theirs: 1 }, eve: { ...eve, theirs: 1 }, lin };
            const { resource, courier } = await checked(inputs, server);
            await resource.check({}, { profiles: { eve } }, named("urn:other"));

            const preview = await thrown(resource.diff({ profiles: team }, inputs));
            expect(preview.message).to.include(expected).and.include('"ada"').and.not.include('"eve"');
            const update = await thrown(resource.update({ profiles: team }, inputs));
            expect(update.message).to.include(expected).and.include("(ada)").and.not.include("eve");
            expect(courier.calls.filter((call) => !call.startsWith("GET"))).to.be.empty;
        });
    }

    it('refuses nothing for users that leave the set under its old inputs\' onDelete "fail", nor under "retain"', async () => {
        for (const onDelete of ["empty", "retain"]) {
            const inputs = {
                profiles: {},
                undeclaredKeys: onDelete === "retain" ? "fail" : "remove",
                onDelete,
            };
            const { resource, courier } = await checked(inputs, team);

            await resource.diff({ profiles: team, onDelete: "fail" }, inputs);
            expect(courier.calls).to.be.empty;
        }
    });

    it('refuses no user that leaves the set under "retain", though this stack must not touch it', async () => {
        const inputs = { profiles: {}, onDelete: "retain" };
        const { resource, services } = await checked(inputs, team);
        services.refusedUserIds = Object.keys(team);

        await resource.diff({ profiles: team }, inputs);
    });

    it("names no user of a secret map whom this stack must not touch", async () => {
        const inputs = { profiles: {} };
        const { resource, services } = await checked(inputs, team);
        services.register.secrecy = { userIds: true, keys: true, values: true };
        services.refusedUserIds = ["ada"];

        const { message } = await thrown(resource.diff({ profiles: { ada: {} } }, inputs));
        expect(message).to.include("not allowed here").and.not.include("ada");
    });

    it("says who leaves the set and stays as declared elsewhere, and by what", async () => {
        const { ada } = team;
        const inputs = { profiles: { ada } };
        const { resource, services } = await checked(inputs);
        await resource.check(
            {},
            { profiles: { eve: {} } },
            named("urn:stack::project::courier:ProfileSet::other"),
        );
        services.lines.length = 0;

        await resource.diff({ profiles: team }, inputs);
        expect(services.lines.map(({ line }) => line)).to.deep.equal([
            '1 to leave the set and stay as declared elsewhere (eve: by ProfileSet "other"); 1 to take away (lin)',
        ]);
    });

    it("counts, and names nobody, where names are secret", async () => {
        const { ada } = team;
        const inputs = { profiles: { ada: { email: "b@x.com" } }, undeclaredKeys: "fail" };
        const { resource, services } = await checked(inputs, { ada: { ...ada, theirs: 1 } });
        services.register.secrecy = { userIds: true, keys: true, values: true };

        const { message } = await thrown(resource.diff({ profiles: team }, inputs));
        expect(message).to.include(
            "a user whose id is secret has keys that the program does not declare: 1 key",
        );
        expect(services.lines.map(({ line }) => line)).to.deep.equal(["1 to change; 2 to take away"]);
    });

    it("tells what of others' an update removes, where a refresh in the same run has seen it", async () => {
        const { ada } = team;
        const inputs = { profiles: { ...team, ada: { email: "b@x.com" } } };
        const { resource, services } = await checked(inputs, {
            ...team,
            ada: { ...ada, "a.b": 1, a: { b: 1 } },
            eve: { ...team.eve, theirs: 1 },
        });
        await resource.refresh({ profiles: team });
        services.lines.length = 0;
        await resource.diff({ profiles: team }, inputs);

        expect(services.lines.map(({ line }) => line)).to.deep.equal([
            "1 to change (ada: email)",
            'removes keys that are not declared: ["a.b"], a.b',
        ]);
    });

    it("says and refuses nothing in a refresh, which checks nothing and writes nothing", async () => {
        const { resource, courier, services } = start({ ada: { theirs: 1 } });

        await resource.diff({ profiles: team }, { profiles: { ada: {} }, undeclaredKeys: "fail" });

        expect(courier.calls).to.deep.equal([]);
        expect(services.lines).to.be.empty;
    });
});

describe("Creating and updating a ProfileSet", () => {
    it("writes each profile once, and answers them and the options other than their defaults", async () => {
        const { resource, courier } = start();

        const { outputs } = await resource.create({
            profiles: team,
            undeclaredKeys: "remove",
            onDelete: "delete",
        });

        expect(outputs).to.deep.equal({ profiles: team, onDelete: "delete" });
        expect(courier.calls).to.deep.equal(["PUT ada", "PUT eve", "PUT lin"]);
        expect(Object.fromEntries(courier.profiles)).to.deep.equal(team);
    });

    it("sends one PUT where one of 10,000 changed", async () => {
        const before = users(10_000);
        const { resource, courier } = start(before);
        const after = { ...users(10_000), "user-7000": { name: "y" } };

        expect((await resource.update({ profiles: before }, { profiles: after })).outputs).to.deep.equal({
            profiles: after,
        });
        expect(courier.calls).to.deep.equal(["PUT user-7000"]);
    });

    it("writes nothing for another order of users and keys, nor for another option", async () => {
        const { resource, courier } = start(team);
        const { ada, eve, lin } = team;

        const { outputs } = await resource.update(
            { profiles: team },
            { profiles: { lin, eve, ada: { ...ada } }, onDelete: "delete" },
        );

        expect(outputs).to.deep.equal({ profiles: team, onDelete: "delete" });
        expect(courier.calls).to.deep.equal([]);
    });

    it("takes users away last, as the options say", async () => {
        const { resource, courier } = start({ ...team, ada: { ...team.ada, theirs: 1 } });

        await resource.update({ profiles: team }, { profiles: { new: {} } });
        expect(courier.calls).to.deep.equal(["PUT new", "PUT ada", "PUT eve", "PUT lin"]);
        expect(courier.profiles.get("ada")).to.deep.equal({});

        courier.calls.length = 0;
        courier.profiles.set("ada", { ...team.ada, theirs: 1 });
        courier.profiles.set("eve", team.eve);
        await resource.update(
            { profiles: team },
            { profiles: { new: {} }, undeclaredKeys: "keep", onDelete: "delete" },
        );
        expect(courier.profiles.get("ada")).to.deep.equal({ theirs: 1 });
        expect(courier.profiles.has("eve")).to.equal(false);
    });

    it("never takes away a user that the program declares elsewhere, says who does, and forgets the user", async () => {
        const { resource, courier, services } = start(team);
        const { lin } = team;
        await resource.check({ profiles: team }, { profiles: { lin } }, named(urn));
        await resource.check({}, { profiles: { ada: {} } }, named("urn:stack::project::ProfileSet::other"));
        services.lines.length = 0;

        const { outputs } = await resource.update({ profiles: team }, { profiles: { lin } }, named(urn));

        expect(outputs).to.deep.equal({ profiles: { lin } });
        expect(courier.calls).to.deep.equal(["PUT eve"]);
        expect(courier.profiles.get("ada")).to.deep.equal(team.ada);
        expect(services.lines).to.deep.equal([
            { resource: urn, line: '1 profile stays as it is, as ProfileSet "other" declares it (ada)' },
        ]);
        expect(services.warnings).to.be.empty;
    });

    it('lets users go as they are under onDelete "retain", with no request and no waiting, by its new inputs', async () => {
        const { ada } = team;
        const { resource, courier, services } = start(team);
        services.register.isWaiting = true;

        const { outputs } = await resource.update(
            { profiles: team },
            { profiles: { ada }, onDelete: "retain" },
        );

        expect(outputs).to.deep.equal({ profiles: { ada }, onDelete: "retain" });
        expect(courier.calls).to.be.empty;
        expect([...services.lines, ...services.warnings]).to.be.empty;
    });

    it("keeps users that it may have to take away for the next run, while the program waits for user ids", async () => {
        const { ada } = team;
        const { resource, courier, services } = start(team);
        services.register.isWaiting = true;

        const { outputs, carriedOver } = await resource.update(
            { profiles: team },
            { profiles: { ada: { email: "b@x.com" } } },
        );
        expect(outputs.profiles).to.deep.equal({ ...team, ada: { email: "b@x.com" } });
        expect([...carriedOver], "for the face to mark them as it can").to.deep.equal(["eve", "lin"]);
        expect(courier.calls).to.deep.equal(["PUT ada"]);
        expect(services.warnings).to.have.length(1);
        expect(services.warnings[0]).to.match(
            /^2 profiles not taken away: the program waits .* goes on \(eve, lin\)$/,
        );

        services.register.isWaiting = false;
        const next = await resource.update(outputs, { profiles: { ada } });
        expect(next.outputs).to.deep.equal({ profiles: { ada } });
        expect(next.carriedOver).to.be.empty;
        expect([courier.profiles.get("eve"), courier.profiles.get("lin")]).to.deep.equal([{}, {}]);
    });

    it('takes its own under ifExists "fail" where the stack gives it to a new resource (--replace), and no stranger\'s', async () => {
        const inputs = { profiles: { ...team, ada: { email: "b@x.com" } }, ifExists: "fail" };
        const { resource, courier } = start({ ada: { ...team.ada, theirs: 1 }, eve: { theirs: 1 } });
        // As if an update of eve had failed: the last inputs have her, and Courier somebody else's profile.
        await resource.check({ ...inputs, profiles: team }, inputs);

        const problems = await resource.check({}, inputs);
        expect(problems).to.have.length(1);
        expect(problems[0]?.reason).to.include('user "eve" exists already');

        const { outputs } = await partlyWritten(resource.create(inputs));
        expect(Object.keys(outputs.profiles as object)).to.have.members(["ada", "lin"]);
        expect(courier.profiles.get("ada")).to.deep.equal({ email: "b@x.com" });
        expect(courier.profiles.get("eve")).to.deep.equal({ theirs: 1 });
    });

    it("reads user ids that JavaScript's objects have as keys like any other", async () => {
        const { resource, courier } = start();
        const profiles = { constructor: { a: 1 }, toString: { a: 2 } };

        const { outputs } = await resource.create({ profiles });
        expect(courier.calls).to.have.members(["PUT constructor", "PUT toString"]);
        await resource.update(outputs, { profiles: {} });
        expect(Object.fromEntries(courier.profiles)).to.deep.equal({ constructor: {}, toString: {} });
    });
});

describe("A ProfileSet that could not be written whole", () => {
    it("has what was written in its outputs, and the next update sends only the rest", async () => {
        const { resource, courier } = start();
        courier.failing.set("eve", refused("this user"));

        const { outputs, message } = await partlyWritten(
            resource.create({ profiles: team, onDelete: "delete" }),
        );
        const { ada, lin } = team;
        expect(outputs).to.deep.equal({ profiles: { ada, lin }, onDelete: "delete" });
        expect(message).to.equal(
            withHelp(
                "1 of 3 profiles could not be written:\n  1 × refused (eve)\n" +
                    "2 were written; the next `pulumi up` sends only the rest.",
                "partly-done",
            ),
        );

        courier.failing.clear();
        courier.calls.length = 0;
        expect((await resource.update(outputs, { profiles: team })).outputs).to.deep.equal({
            profiles: team,
        });
        expect(courier.calls).to.deep.equal(["PUT eve"]);
    });

    it("keeps the old values of users whose update, or whose taking away, failed", async () => {
        const { resource, courier } = start(team);
        courier.failing.set("ada", refused("this user")).set("eve", refused("this user"));
        const next = { ada: { email: "b@x.com" }, lin: { email: "m@x.com" }, sam: {} };

        const { outputs } = await partlyWritten(resource.update({ profiles: team }, { profiles: next }));
        expect(outputs.profiles).to.deep.equal({ ...next, ada: team.ada, eve: team.eve });

        courier.failing.clear();
        courier.calls.length = 0;
        expect((await resource.update(outputs, { profiles: next })).outputs).to.deep.equal({
            profiles: next,
        });
        expect(courier.calls).to.deep.equal(["PUT ada", "PUT eve"]);
    });

    it("stops at once where the key is refused, takes nobody away, and keeps everything as it was", async () => {
        const before = { ...users(1000), old: {} };
        const { resource, courier } = start(before);
        for (const userId of Object.keys(before)) {
            courier.failing.set(userId, refused("everyone"));
        }

        const after = { profiles: users(1000, { name: "y" }) };
        const { outputs, message } = await partlyWritten(resource.update({ profiles: before }, after));

        expect(outputs.profiles).to.deep.equal(before);
        expect(courier.calls.length).to.be.at.most(64);
        expect(message).to.match(
            /\d+ more were not tried, as what failed concerns every profile\.\n0 were written/,
        );
        expect(courier.calls).not.to.contain("PUT old");
    });

    it("is not held up by a hundred profiles that Courier refuses", async () => {
        const { resource, courier } = start();
        for (const userId of Object.keys(users(100))) {
            courier.failing.set(userId, refused("this user"));
        }

        const { outputs } = await partlyWritten(resource.create({ profiles: users(1000) }));

        expect(Object.keys(outputs.profiles as object)).to.have.length(900);
    });

    it("counts a user whose write took effect and whose answer was lost as not written", async () => {
        const { resource, courier } = start();
        courier.lostAnswers = 1;

        const { outputs } = await partlyWritten(resource.create({ profiles: { ada: team.ada } }));
        expect(outputs.profiles).to.deep.equal({});

        expect((await resource.update(outputs, { profiles: { ada: team.ada } })).outputs).to.deep.equal({
            profiles: { ada: team.ada },
        });
    });
});

describe("A ProfileSet's profiles, as objects and as their JSON texts,", () => {
    const texts = Object.fromEntries(
        Object.entries(team).map(([userId, profile]) => [userId, JSON.stringify(profile, null, 1)]),
    );

    it("are the same: another form is a change that sends nothing, and says so", async () => {
        for (const [before, after] of [
            [texts, team],
            [team, texts],
        ] as const) {
            const { resource, courier, services } = start(team);
            await resource.check({ profiles: before }, { profiles: after }, named(urn));

            expect(await resource.diff({ profiles: before }, { profiles: after })).to.deep.equal(
                ["ada", "eve", "lin"].map((userId) => ({ path: ["profiles", userId], kind: "update" })),
            );
            const { outputs } = await resource.update({ profiles: before }, { profiles: after });
            expect(outputs, "in the form of the inputs").to.deep.equal({ profiles: after });
            expect(courier.calls).to.be.empty;
            expect(services.lines).to.deep.equal([
                { resource: urn, line: "3 profiles to keep in another form, with nothing sent" },
            ]);
        }
    });

    it("are compared as values: neither the order of keys, nor spaces, nor the notation of numbers is a change", async () => {
        const { resource } = start();
        const before = { profiles: { ada: '{"a":1.0,"b":{"c":[1e2],"d":null}}' } };

        expect(await resource.diff(before, { profiles: { ada: '{ "b": {"c": [100]}, "a": 1 }' } })).to.be
            .empty;
        expect(await resource.diff(before, { profiles: { ada: '{"a":1,"b":{"c":[101]}}' } })).to.deep.equal([
            { path: ["profiles", "ada", "b", "c"], kind: "update" },
        ]);
    });

    it("are sent as what they declare, and what changes is named by its path, also with another form", async () => {
        const { resource, courier } = start();
        const { outputs } = await resource.create({ profiles: { ...texts, lin: team.lin } });
        expect(Object.fromEntries(courier.profiles)).to.deep.equal(team);
        expect(outputs.profiles).to.deep.equal({ ...texts, lin: team.lin });

        expect(
            await resource.diff(outputs, { profiles: { ...texts, ada: { email: "a@x.com", name: "A" } } }),
        ).to.deep.equal([
            { path: ["profiles", "ada", "name"], kind: "add" },
            { path: ["profiles", "lin"], kind: "update" },
        ]);
    });

    it("are refreshed in the form that the state has, to the letter where nothing has changed", async () => {
        const { resource } = start({ ...team, eve: { email: "other@x.com", theirs: 1 } });

        expect(await resource.refresh({ profiles: texts })).to.deep.equal({
            profiles: { ...texts, eve: '{"email":"other@x.com"}' },
        });
    });

    it("are those of an earlier state, text or not, where some could not be written", async () => {
        const { resource, courier } = start(team);
        courier.failing.set("ada", refused("this user")).set("sam", refused("this user"));
        const next = { ada: { email: "b@x.com" }, eve: team.eve, lin: { email: "m@x.com" }, sam: {} };

        const { outputs, carriedOver } = await partlyWritten(
            resource.update({ profiles: texts }, { profiles: next }),
        );
        expect(outputs.profiles).to.deep.equal({ ada: texts.ada, eve: team.eve, lin: { email: "m@x.com" } });
        expect([...carriedOver]).to.deep.equal(["ada"]);

        courier.failing.clear();
        courier.calls.length = 0;
        const { outputs: whole } = await resource.update(outputs, { profiles: next });
        expect(whole.profiles).to.deep.equal(next);
        expect(courier.calls).to.deep.equal(["PUT ada", "PUT sam"]);
    });

    it("are taken away by what they declare", async () => {
        const { resource, courier } = start({ ada: { ...team.ada, theirs: 1 } });
        const state = { profiles: { ada: texts.ada }, undeclaredKeys: "keep", onDelete: "delete" };

        await resource.delete(state);
        expect(courier.profiles.get("ada")).to.deep.equal({ theirs: 1 });
    });
});

describe("Deleting a ProfileSet", () => {
    it("empties each profile but those that the program still declares", async () => {
        const { resource, courier, services } = start(team);
        const other = "urn:stack::project::ProfileSet::other";
        await resource.check({}, { profiles: { eve: {}, lin: {} } }, named(other));
        services.lines.length = 0;

        await resource.delete({ profiles: team });

        expect(courier.calls).to.deep.equal(["PUT ada"]);
        expect(services.lines).to.deep.equal([
            {
                resource: other,
                line: '2 profiles stay as they are, as ProfileSet "other" declares them (eve, lin)',
            },
        ]);
        expect(services.warnings).to.be.empty;
    });

    it("fails where some could not be taken away, after all the others; again is safe", async () => {
        const { resource, courier } = start(team);
        courier.failing.set("eve", refused("this user"));

        const { message } = await thrown(resource.delete({ profiles: team }));
        expect(message).to.equal(
            withHelp("1 of 3 profiles could not be taken away:\n  1 × refused (eve)", "partly-done"),
        );
        expect(courier.calls).to.have.length(3);

        courier.failing.clear();
        await resource.delete({ profiles: team });
        expect([...courier.profiles.values()]).to.deep.equal([{}, {}, {}]);
    });
});

describe("Deleting a ProfileSet while the program waits for user ids", () => {
    it("is refused, once, and takes nothing away that may be declared", async () => {
        const { resource, courier, services } = start(team);
        services.register.isWaiting = true;
        await resource.check({}, { profiles: { eve: team.eve } }, named("urn:other"));

        const { message } = await thrown(resource.delete({ profiles: team }));
        expect(message).to.match(
            /^2 profiles not taken away: the program waits .* goes on \(ada, lin\) \(see /,
        );
        expect(services.warnings).to.be.empty;
        expect(courier.calls).to.be.empty;
    });

    it("tells both where others could not be taken away", async () => {
        const { resource, courier, services } = start(team);
        courier.failing.set("ada", refused("this user"));
        const standingOf = services.register.standingOf.bind(services.register);
        services.register.standingOf = (userId) =>
            userId === "lin" ? { kind: "waiting" } : standingOf(userId);

        const { message } = await thrown(resource.delete({ profiles: team }));
        expect(message).to.match(/^1 of 3 profiles could not be taken away:/);
        expect(services.warnings).to.have.length(1);
        expect(services.warnings[0]).to.match(/^1 profile not taken away: .* \(lin\)$/);
    });

    it("and counts them where their ids are secret", async () => {
        const { resource, services } = start(team);
        services.register.isWaiting = true;
        const secrecy = { userIds: true, keys: true, values: true };

        const { message } = await thrown(resource.delete({ profiles: team }, { secrecyOf: () => secrecy }));
        expect(message).to.match(/^3 profiles not taken away: .* goes on \(see /);
        // Beside the time that the wait has taken, which a busy machine tells of.
        for (const { line } of services.lines) expect(line).not.to.match(/ada|eve|lin/);
    });
});

describe("Refreshing a ProfileSet", () => {
    it("answers the very same where only others' keys came", async () => {
        const { resource } = start({ ...team, ada: { theirs: 1, ...team.ada } });
        const outputs = { profiles: team, onDelete: "delete" };

        const found = await resource.refresh(outputs);
        expect(JSON.stringify(found)).to.equal(JSON.stringify(outputs));
    });

    it("shows what changed in the declared keys, and leaves out users that are gone", async () => {
        const { resource } = start({ ada: { theirs: 1, email: "other@x.com" }, lin: {} });

        expect(await resource.refresh({ profiles: { ...team, none: {} } })).to.deep.equal({
            profiles: { ada: { email: "other@x.com" }, none: {} },
        });
    });

    it("keeps a user of whom others' keys are left, and none of the declared ones", async () => {
        const { resource } = start({ ada: { theirs: 1 } });

        expect(await resource.refresh({ profiles: { ada: team.ada } })).to.deep.equal({
            profiles: { ada: {} },
        });
    });

    it("fails, and takes nobody for gone, where Courier fails for one", async () => {
        const { resource, courier } = start(team);
        courier.failing.set("eve", refused("unclear"));

        expect((await thrown(resource.refresh({ profiles: team }))).message).to.equal(
            withHelp("1 of 3 profiles could not be read:\n  1 × refused (eve)", "partly-done"),
        );
    });

    it("says who has changed and who is gone, and counts them where names are secret", async () => {
        const { resource, services } = start({ ada: { email: "other@x.com" }, eve: team.eve });
        await resource.refresh({ profiles: team }, named(urn));
        expect(services.lines).to.deep.equal([
            { resource: urn, line: "1 changed in Courier (ada: email); 1 gone from Courier (lin)" },
        ]);

        for (const secrecy of [
            { userIds: true, keys: true, values: true },
            { userIds: false, keys: true, values: true },
        ]) {
            services.lines.length = 0;
            await resource.refresh({ profiles: team }, { secrecyOf: () => secrecy });
            expect(services.lines.map(({ line }) => line)).to.deep.equal([
                "1 changed in Courier; 1 gone from Courier",
            ]);
        }
    });

    it("warns once of all numbers that JavaScript cannot hold, as briefly for ten thousand users as for ten", async () => {
        const many = (text: string) =>
            Object.fromEntries(
                Array.from({ length: 10_000 }, (_, n) => [`user-${n}`, parseExactJson(text) as ExactObject]),
            );
        const { resource, services } = start(many('{"id":12345678901234567890}'));
        await resource.refresh({ profiles: many('{"id":1}') });

        expect(services.warnings).to.have.length(1);
        expect(services.warnings[0]).to.match(
            /^10,000 profiles have numbers that JavaScript cannot hold, .* \(user-0: id; .*; and 9,990 more\)$/,
        );

        services.warnings.length = 0;
        const secrecy = { userIds: true, keys: true, values: true };
        await resource.refresh({ profiles: { "user-0": { id: 1 } } }, { secrecyOf: () => secrecy });
        expect(services.warnings).to.deep.equal([
            "1 profile has numbers that JavaScript cannot hold, and that are shown as the nearest it has",
        ]);
    }).timeout(60_000);
});
