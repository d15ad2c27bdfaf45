import { expect } from "chai";
import { nothingSecret, type Secrecy } from "../../../provider/core/messages/names";
import { inputProblem } from "../../../provider/core/messages/problem";
import { parseExactJson, type ExactObject } from "../../../provider/core/values/exact-json";
import type { JsonObject } from "../../../provider/core/values/json";
import { ProfileOperations } from "../../../provider/core/profile-operations";
import { withHelp } from "../../../provider/core/messages/help-links";
import { unknown } from "../../../provider/core/values/unknown";
import { FakeServices, named } from "./support/fake-services";
import { FakeCourier } from "./support/fake-courier";

function start(profiles: Readonly<Record<string, ExactObject>> = {}) {
    const services = new FakeServices(new FakeCourier(profiles));
    return { services, courier: services.courier, resource: new ProfileOperations(services) };
}

const ada = { userId: "ada", profile: { email: "a@x.com" } };

async function messageOf(operation: Promise<unknown>): Promise<string> {
    return operation.then(
        () => "nothing was thrown",
        (error: unknown) => (error as Error).message,
    );
}

describe("Checking a Profile", () => {
    it("finds nothing wrong with a good one, and sends nothing", async () => {
        const { resource, courier } = start();

        expect(await resource.check({}, { ...ada, undeclaredKeys: "keep" })).to.deep.equal([]);
        expect(courier.calls).to.deep.equal([]);
    });

    it("names every input at fault", async () => {
        const { resource } = start();

        const problems = await resource.check(
            {},
            { userId: "", profile: { a: { b: NaN } }, onDelete: "x", color: 1 },
        );

        expect(problems.map(({ property }) => property)).to.deep.equal([
            "userId",
            "profile.a.b",
            "onDelete",
            "color",
        ]);
        expect(problems[3]?.reason).to.include(
            "it takes userId, profile, ifExists, undeclaredKeys, onDelete",
        );
    });

    it("names a userId and a profile that are missing", async () => {
        const { resource } = start();

        const problems = await resource.check({}, {});

        expect(problems.map(({ property }) => property)).to.deep.equal(["userId", "profile"]);
    });

    it("accepts what is not known yet, at any place, and sends nothing for it", async () => {
        const { resource, courier } = start();
        const inputs = [
            { userId: unknown, profile: { a: 1 }, ifExists: "fail" },
            { userId: "ada", profile: unknown, ifExists: "fail" },
            { userId: "grace", profile: { a: [unknown] }, ifExists: "fail" },
            { userId: "eve", profile: {}, ifExists: unknown },
        ];

        for (const [index, input] of inputs.entries()) {
            expect(await resource.check({}, input, named(`urn:${index}`))).to.deep.equal([]);
        }
        expect(courier.calls).to.deep.equal([]);
    });

    it("reports the settings' problems, and no others that follow from them", async () => {
        const { resource, services } = start();
        services.problems = [{ property: "courier:apiKey", reason: "is not set", topic: "settings" }];

        expect(await resource.check({}, { ...ada, ifExists: "fail" })).to.deep.equal(services.problems);
    });

    it("refuses a user id that the settings do not allow, before any request", async () => {
        const { resource, services, courier } = start();
        services.refusedUserIds = ["ada"];

        expect(await resource.check({}, { ...ada, ifExists: "fail" })).to.deep.equal([
            { property: "userId", reason: "is not allowed here", topic: "refusals" },
        ]);
        expect(courier.calls).to.deep.equal([]);
    });

    it("refuses the second resource of one user id, naming both", async () => {
        const { resource } = start();
        await resource.check({}, ada, named("urn:one"));

        const [problem] = await resource.check(ada, ada, named("urn:two"));

        expect(problem?.property).to.equal("userId");
        expect(problem?.reason).to.include('"ada"').and.to.include("urn:one").and.to.include("urn:two");
        expect(await resource.check(ada, ada, named("urn:one")), "the first one again").to.deep.equal([]);
    });

    it("says at preview what creating would refuse, for a new resource only", async () => {
        const { resource, courier } = start({ ada: { theirs: 1 } });
        const inputs = { ...ada, ifExists: "fail" };

        const [problem] = await resource.check({}, inputs);
        expect(problem?.reason).to.include(
            "exists already and differs from what is declared; it has theirs;",
        );

        expect(await resource.check(ada, inputs)).to.deep.equal([]);
        expect(courier.calls).to.deep.equal(["GET ada"]);
    });

    it("fails as Courier fails, where it had to ask", async () => {
        const { resource, courier } = start();
        courier.failures = 1;

        expect(await messageOf(resource.check({}, { ...ada, ifExists: "fail" }))).to.equal("Courier is down");
    });
});

describe("Checking a Profile that the stack gives to a new resource (--replace)", () => {
    const inputs = { ...ada, profile: { email: "b@x.com" }, ifExists: "fail" };

    it('takes it for its own under ifExists "fail", also with keys of others beside it', async () => {
        const { resource, courier } = start({ ada: { ...ada.profile, theirs: 1 } });

        expect(await resource.check({ ...ada, ifExists: "fail" }, inputs)).to.deep.equal([]);
        expect(await resource.check({}, inputs)).to.deep.equal([]);
        await resource.create(inputs);
        expect(courier.profiles.get("ada")).to.deep.equal(inputs.profile);
    });

    it("takes it for a stranger's where it is another user's", async () => {
        const { resource } = start({ ada: { theirs: 1 } });

        await resource.check({ ...ada, userId: "eve" }, inputs);
        expect(await resource.check({}, inputs)).to.have.length(1);
    });
});

describe("Checking a Profile whose profile is a secret", () => {
    const secrecy = { userIds: false, keys: true, values: true };
    const inputs = { userId: "ada", profile: { token: NaN } };

    it("names no key in it, whether the face knows it or the program's register", async () => {
        const { resource, services } = start();
        const expected = inputProblem(
            "profile",
            "has something inside, which is not named as it is secret, that is NaN, which JSON cannot carry",
        );

        expect(await resource.check({}, inputs, { secrecyOf: () => secrecy })).to.deep.equal([expected]);
        services.register.secrecy = secrecy;
        expect(await resource.check({}, inputs)).to.deep.equal([expected]);
    });

    it("names the key where the secret is further down", async () => {
        const { resource, services } = start();
        services.register.secrecy = { userIds: false, keys: false, values: true };

        expect((await resource.check({}, inputs))[0]?.property).to.equal("profile.token");
    });
});

describe("The diff of a Profile", () => {
    it("is empty for an unchanged program, a default that is spelled out included", async () => {
        const { resource } = start();

        expect(await resource.diff(ada, { ...ada, onDelete: "empty", ifExists: null })).to.deep.equal({
            changes: [],
            replaces: [],
        });
    });

    it("names each change by its path from the resource's inputs", async () => {
        const { resource } = start();

        const { changes, replaces } = await resource.diff(ada, {
            userId: "ada",
            profile: { email: "b@x.com" },
            undeclaredKeys: "keep",
        });

        expect(replaces).to.deep.equal([]);
        expect(changes).to.deep.equal([
            { path: ["profile", "email"], kind: "update" },
            { path: ["undeclaredKeys"], kind: "update" },
        ]);
    });

    it("replaces for another user id, also for one not known yet, and asks Courier nothing", async () => {
        const { resource, courier } = start();

        for (const userId of ["grace", unknown]) {
            const { changes, replaces } = await resource.diff(ada, {
                ...ada,
                userId,
                undeclaredKeys: "fail",
            });
            expect(replaces).to.deep.equal(["userId"]);
            expect(changes[0]).to.deep.equal({ path: ["userId"], kind: "update" });
        }
        expect(courier.calls).to.deep.equal([]);
    });

    it('says at preview what an update under undeclaredKeys "fail" would refuse', async () => {
        const { resource } = start({ ada: { email: "a@x.com", theirs: 1 } });
        const inputs = { userId: "ada", profile: { email: "b@x.com" }, undeclaredKeys: "fail" };
        await resource.check(ada, inputs);

        expect(await messageOf(resource.diff(ada, inputs))).to.include("does not declare: theirs;");
    });

    it("refuses nothing in a refresh, which declares nothing and writes nothing", async () => {
        const { resource, courier } = start({ ada: { theirs: 1 } });

        await resource.diff(ada, { userId: "ada", profile: {}, undeclaredKeys: "fail" });

        expect(courier.calls).to.deep.equal([]);
    });

    for (const [what, options, expected] of [
        ['onDelete "fail"', { onDelete: "fail" }, 'onDelete is "fail"'],
        ['undeclaredKeys "fail"', { undeclaredKeys: "fail" }, "does not declare: theirs;"],
    ] as const) {
        it(`says at preview what the deletion of the old user's profile would refuse under ${what}`, async () => {
            const { resource, courier } = start({ ada: { ...ada.profile, theirs: 1 } });
            const inputs = { userId: "grace", profile: {} };
            const old = { ...ada, ...options };
            await resource.check(old, inputs);

            expect(await messageOf(resource.diff(old, inputs))).to.include(expected);
            expect(await messageOf(resource.delete(old)), "the deletion itself").to.include(expected);
            expect(new Set(courier.calls).has("PUT ada")).to.equal(false);
        });

        it(`and no refusal that the deletion would not end in, as the old user is declared elsewhere, under ${what}`, async () => {
            const { resource, courier } = start({ ada: { ...ada.profile, theirs: 1 } });
            const old = { ...ada, ...options };
            await resource.check(old, { userId: "grace", profile: {} });
            await resource.check({}, ada, named("urn:other"));

            await resource.diff(old, { userId: "grace", profile: {} });
            await resource.delete(old);
            expect(courier.calls).to.be.empty;
        });
    }

    it('refuses nothing for an old user whose profile is let go by onDelete "retain"', async () => {
        const { resource, courier } = start({ ada: { theirs: 1 } });
        const old = { ...ada, onDelete: "retain", undeclaredKeys: "fail" };
        const inputs = { userId: "grace", profile: {} };
        await resource.check(old, inputs);

        expect((await resource.diff(old, inputs)).replaces).to.deep.equal(["userId"]);
        expect(courier.calls).to.be.empty;
    });

    it("tells at preview which keys change where a value in them is a secret, of which Pulumi's own diff shows nothing", async () => {
        const { resource, services } = start();
        const inputs = { ...ada, profile: { email: "b@x.com", slack: { access_token: "t" } } };
        const told = async (secrecy: Secrecy) => {
            services.lines.length = 0;
            services.register.secrecy = secrecy;
            await resource.check(ada, inputs, named("urn:ada"));
            await resource.diff(ada, inputs, named("urn:ada"));
            return services.lines;
        };

        expect(await told({ ...nothingSecret, values: true })).to.deep.equal([
            { resource: "urn:ada", line: "to change: email, slack" },
        ]);
        expect(await told({ ...nothingSecret, keys: true, values: true })).to.deep.equal([
            { resource: "urn:ada", line: "to change: 2 keys" },
        ]);
        expect(await told(nothingSecret)).to.be.empty;
    });

    it("tells what of others' an update removes, where a refresh in the same run has seen it", async () => {
        const { resource, services } = start({ ada: { ...ada.profile, theirs: 1, custom: { theirs: 1 } } });
        const inputs = { ...ada, profile: { email: "b@x.com" } };
        await resource.refresh(ada);
        await resource.check(ada, inputs);
        await resource.diff(ada, inputs);

        expect(services.lines.map(({ line }) => line)).to.deep.equal([
            "removes keys that are not declared: theirs, custom.theirs",
        ]);
    });

    it("asks Courier nothing where nothing changed", async () => {
        const { resource, courier } = start({ ada: { theirs: 1 } });
        const strict = { ...ada, undeclaredKeys: "fail" as const };
        await resource.check(strict, strict);

        await resource.diff(strict, strict);

        expect(courier.calls).to.deep.equal([]);
    });
});

describe("Creating and updating a Profile", () => {
    it("answer the declared keys and the options other than their defaults", async () => {
        const { resource } = start({ ada: { theirs: 1 } });
        const keep = { ...ada, undeclaredKeys: "keep" as const, onDelete: "empty" as const };

        expect(await resource.create(keep)).to.deep.equal({ ...ada, undeclaredKeys: "keep" });
        expect(await resource.update(keep, { ...ada, profile: { name: "A" } })).to.deep.equal({
            userId: "ada",
            profile: { name: "A" },
        });
    });

    it("writes nothing for another option alone, and asks nothing for it", async () => {
        const { resource, courier } = start({ ada: { ...ada.profile, theirs: 1 } });
        await resource.check(ada, ada);
        const strict = { ...ada, undeclaredKeys: "fail" as const, onDelete: "delete" as const };

        expect((await resource.diff(ada, strict)).changes.map(({ path }) => path.join())).to.have.members([
            "undeclaredKeys",
            "onDelete",
        ]);
        expect(await resource.update(ada, strict)).to.deep.equal(strict);

        expect(courier.calls).to.deep.equal([]);
    });

    it("remove under keep what the last run declared and this one does not", async () => {
        const { resource, courier } = start({ ada: { theirs: 1, email: "a@x.com" } });
        const keep = { userId: "ada", undeclaredKeys: "keep" as const };

        await resource.update(
            { ...keep, profile: { email: "a@x.com" } },
            { ...keep, profile: { name: "A" } },
        );

        expect(courier.profiles.get("ada")).to.deep.equal({ theirs: 1, name: "A" });
    });
});

describe("Deleting a Profile", () => {
    it("empties one that the program does not declare any more, without a warning", async () => {
        const { resource, courier, services } = start({ ada: ada.profile });

        await resource.delete(ada);

        expect(courier.profiles.get("ada")).to.deep.equal({});
        expect(services.warnings).to.deep.equal([]);
    });

    it("does as the options in the state say", async () => {
        const { resource, courier } = start({ ada: { ...ada.profile, theirs: 1 } });

        await resource.delete({ ...ada, undeclaredKeys: "keep", onDelete: "delete" });
        expect(courier.profiles.get("ada")).to.deep.equal({ theirs: 1 });

        await resource.delete({ ...ada, onDelete: "delete" });
        expect(courier.profiles.has("ada")).to.equal(false);
    });

    for (const options of [{}, { onDelete: "delete" }, { undeclaredKeys: "keep" }] as const) {
        it(`writes nothing where the program still declares the id, and says which resource does: ${JSON.stringify(options)}`, async () => {
            const { resource, courier, services } = start({ ada: ada.profile });
            await resource.check({}, ada, named("urn:stack::project::courier:Profile::renamed"));

            await resource.delete({ ...ada, ...options });

            expect(courier.calls).to.deep.equal([]);
            expect(services.lines).to.deep.equal([
                {
                    resource: "urn:stack::project::courier:Profile::renamed",
                    line: 'the profile of user "ada" stays as it is: Profile "renamed" declares it',
                },
            ]);
            expect(services.warnings).to.be.empty;
        });
    }

    it("writes nothing where the program still reads the profile", async () => {
        const { resource, courier } = start({ ada: ada.profile });
        await resource.get("ada");

        await resource.delete(ada);

        expect(courier.calls).to.deep.equal(["GET ada"]);
    });

    it("writes nothing where the program declares the id in a resource that failed its check", async () => {
        const { resource, courier } = start({ ada: ada.profile });
        const problems = await resource.check({}, { ...ada, onDelete: "destroy" });
        expect(problems).to.have.length(1);

        await resource.delete(ada);

        expect(courier.calls).to.deep.equal([]);
    });

    it("is refused while the program waits for user ids, of which this may be one, and is done by the next run", async () => {
        const { resource, courier, services } = start({ ada: ada.profile });
        services.register.isWaiting = true;

        expect(await messageOf(resource.delete(ada))).to.match(
            /^the profile of user "ada" was not taken away: the program waits for user ids .*Run `pulumi up` again/,
        );
        expect(courier.calls).to.be.empty;

        services.register.isWaiting = false;
        await resource.delete(ada);
        expect(courier.profiles.get("ada")).to.deep.equal({});
    });

    it('sends nothing, says nothing and waits for nothing under onDelete "retain"', async () => {
        const { resource, courier, services } = start({ ada: ada.profile });
        services.register.isWaiting = true;

        await resource.delete({ ...ada, onDelete: "retain" });

        expect(courier.calls).to.be.empty;
        expect([...services.lines, ...services.warnings]).to.be.empty;
    });

    it('is refused under onDelete "fail", with nothing sent', async () => {
        const { resource, courier } = start({ ada: ada.profile });

        expect(await messageOf(resource.delete({ ...ada, onDelete: "fail" }))).to.include(
            'onDelete is "fail"',
        );
        expect(courier.calls).to.be.empty;
    });

    it("waits for the write that is under way, and heeds a check that came meanwhile", async () => {
        const { resource, courier } = start({ ada: ada.profile });

        const update = resource.update(ada, { ...ada, profile: { email: "b@x.com" } });
        const deletion = resource.delete(ada);
        await resource.check({}, ada, named("urn:stack::project::courier:Profile::renamed"));
        await Promise.all([update, deletion]);

        expect(courier.profiles.get("ada")).to.deep.equal({ email: "b@x.com" });
    });
});

describe("Refreshing a Profile", () => {
    it("answers the same where only others' keys came", async () => {
        const { resource } = start({ ada: { theirs: 1, email: "a@x.com" } });

        expect(await resource.refresh({ ...ada, onDelete: "delete" })).to.deep.equal({
            ...ada,
            onDelete: "delete",
        });
    });

    it("shows what changed in the declared keys", async () => {
        const { resource } = start({ ada: { theirs: 1, email: "other@x.com" } });

        expect(await resource.refresh({ ...ada, profile: { email: "a@x.com", name: "A" } })).to.deep.equal({
            userId: "ada",
            profile: { email: "other@x.com" },
        });
    });

    for (const [name, profiles] of [
        ["Courier knows none", {}],
        ["it is empty", { ada: {} }],
        ["it holds nulls only", { ada: { email: null } }],
    ] as const) {
        it(`is gone where ${name}`, async () => {
            const { resource } = start(profiles);

            expect(await resource.refresh(ada)).to.equal(undefined);
        });
    }

    it("is not gone where others' keys are left, and none of the declared ones", async () => {
        const { resource } = start({ ada: { theirs: 1 } });

        expect(await resource.refresh(ada)).to.deep.equal({ userId: "ada", profile: {} });
    });

    it("is never gone where no key is declared", async () => {
        for (const profiles of [{}, { ada: {} }] as Record<string, JsonObject>[]) {
            const empty = { userId: "ada", profile: { email: null } };

            expect(await start(profiles).resource.refresh(empty)).to.deep.equal(empty);
        }
    });

    it("never fails over a number that JavaScript cannot hold: it shows the nearest one, and names the path", async () => {
        const server = parseExactJson(
            '{"email":"a@x.com","custom":{"ids":[1,1234567890123456789]}}',
        ) as ExactObject;
        const { resource, services } = start({ ada: server });
        const outputs = { ...ada, profile: { email: "a@x.com", custom: { ids: [1, 2] } } };

        expect(await resource.refresh(outputs)).to.deep.equal({
            ...outputs,
            profile: { email: "a@x.com", custom: { ids: [1, 1234567890123456800] } },
        });
        expect(services.warnings).to.have.length(1);
        expect(services.warnings[0]).to.match(/^the profile of user "ada" has numbers .*: custom\.ids\[1\]$/);
    });

    it("says nothing of such numbers beside the declared keys", async () => {
        const server = parseExactJson('{"email":"a@x.com","theirs":1234567890123456789}') as ExactObject;
        const { resource, services } = start({ ada: server });

        expect(await resource.refresh(ada)).to.deep.equal(ada);
        expect(services.warnings).to.be.empty;
    });

    it("lists no more such numbers than a person reads", async () => {
        const ids = `[${Array.from({ length: 100 }, () => "1234567890123456789").join()}]`;
        const { resource, services } = start({
            ada: parseExactJson(`{"custom":{"ids":${ids}}}`) as ExactObject,
        });

        await resource.refresh({ ...ada, profile: { custom: { ids: [] } } });
        expect(services.warnings[0]).to.match(/custom\.ids\[19\] and 80 more$/);
    });

    it("fails, and is not gone, where Courier fails", async () => {
        const { resource, courier } = start({ ada: ada.profile });
        courier.failures = 1;

        expect(await messageOf(resource.refresh(ada))).to.equal("Courier is down");
    });
});

describe("Profile.get", () => {
    it("answers the whole profile, also an empty one", async () => {
        const { resource } = start({ ada: { theirs: 1, custom: { x: [] } }, eve: {} });

        expect(await resource.get("ada")).to.deep.equal({
            userId: "ada",
            profile: { theirs: 1, custom: { x: [] } },
        });
        expect(await resource.get("eve")).to.deep.equal({ userId: "eve", profile: {} });
    });

    it("refuses a user id that no request can carry, and sends nothing", async () => {
        const { resource, courier } = start();

        expect(await messageOf(resource.get(".."))).to.equal(
            withHelp('userId is "..", which no URL can carry as a name; choose another user id', "inputs"),
        );
        expect(courier.calls).to.deep.equal([]);
    });

    it("fails where there is none, naming the user", async () => {
        const { resource } = start();

        expect(await messageOf(resource.get("ada"))).to.include('there is no profile of the user "ada"');
    });
});
