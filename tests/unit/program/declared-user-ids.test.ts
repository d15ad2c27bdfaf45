import { existsSync, readdirSync } from "node:fs";
import { watch } from "node:fs/promises";
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { Profile, ProfileSet } from "../../../provider";
import { nothingSecret } from "../../../provider/core/messages/names";
import type { ProcessRegister } from "../../../provider/run/register/process-register";
import { FakeEngine, useEngine } from "./support/fake-engine";
import { valueOf } from "./support/outputs";

const urnOf = (type: string, name: string): string =>
    `urn:pulumi:stack::project::pulumi-nodejs:dynamic/courier:${type}::${name}`;

class OtherProvider extends pulumi.ProviderResource {
    constructor() {
        super("pulumi-nodejs", "other", {});
    }
}

/** An output that never comes, as that of a resource that has failed. */
function never(): pulumi.Output<never> {
    return pulumi.output(new Promise<never>(() => undefined));
}

describe("The user ids that a program names", () => {
    const test = useEngine();

    /** A provider process that checks resources, as in an `up`. */
    function checkingRegister(engine = test.engine): ProcessRegister {
        const register = engine.register();
        register.enterCheck();
        return register;
    }

    it("are known to the provider as soon as the constructor has run, each under its resource", async () => {
        let standings: (string | undefined)[] = [];
        await test.engine.run(() => {
            new Profile("ci", { userId: "svc-ci", profile: {} });
            new ProfileSet("many", { profiles: { ada: {}, eve: "{}" } });
            const register = checkingRegister();
            standings = ["svc-ci", "ada", "eve", "nobody"].map((userId) => {
                const standing = register.standingOf(userId);
                return standing.kind === "declared" ? standing.resource : standing.kind;
            });
        });

        const many = urnOf("ProfileSet", "many");
        expect(standings).to.deep.equal([urnOf("Profile", "ci"), many, many, "free"]);
    });

    it("are known as soon as their outputs are; until then nothing is taken away on suspicion", async () => {
        let tell: (userId: string) => void = () => undefined;
        const later = new Promise<string>((resolve) => (tell = resolve));
        let set: ProfileSet | undefined;
        await test.engine.run(() => {
            set = new ProfileSet("later", {
                profiles: pulumi.output(later).apply((userId) => ({ [userId]: {} })),
            });
        });
        const register = checkingRegister();
        expect(register.standingOf("ada").kind).to.equal("waiting");

        tell("ada");
        if (set) await valueOf(set.urn);
        expect(register.standingOf("ada").kind).to.equal("declared");
        expect(register.standingOf("eve").kind).to.equal("free");
    });

    for (const [what, declare] of [
        ["a Profile", () => new Profile("ci", { userId: never(), profile: {} })],
        ["a ProfileSet", () => new ProfileSet("many", { profiles: never() })],
        ["a Profile that is read", () => Profile.get("ci", never())],
    ] as const) {
        it(`keep everything where they never come, as what they depend on has failed: those of ${what}`, async () => {
            await test.engine.run(() => void declare());

            expect(checkingRegister().standingOf("ada").kind).to.equal("waiting");
        });
    }

    it("are declared where their profiles are read, and may be declared as well", async () => {
        let read: Profile | undefined;
        await test.engine.run(() => {
            Profile.get("read", "ada");
            read = Profile.get("output", pulumi.output("eve"));
            new Profile("ci", { userId: "ada", profile: {} });
        });
        if (read) await valueOf(read.urn);
        const register = checkingRegister();

        expect(register.standingOf("ada").kind).to.equal("declared");
        expect(register.standingOf("eve")).to.include({
            kind: "declared",
            resource: urnOf("Profile", "output"),
        });
    });

    it("stand under the whole URN of a resource with a parent, once that is known", async () => {
        class Team extends pulumi.ComponentResource {
            constructor() {
                super("test:Team", "team");
            }
        }
        let child: Profile | undefined;
        await test.engine.run(() => {
            child = new Profile("ci", { userId: "svc-ci", profile: {} }, { parent: new Team() });
        });
        if (child) await valueOf(child.urn);
        await setImmediate();

        expect(checkingRegister().resourceOf("svc-ci")).to.match(/test:Team\$pulumi-nodejs:.*::ci$/);
    });

    describe("are refused in a second resource, with the names of both:", () => {
        const both = new RegExp(
            `^Profile "b": userId is "ada", which ${urnOf("Profile", "a")} declares as well .this is ${urnOf("Profile", "b")}.; one profile`.replaceAll(
                "/",
                "\\/",
            ),
        );

        async function errorOf(program: () => void): Promise<Error> {
            return test.engine.run(program).then(
                () => new Error("nothing was refused"),
                (error: unknown) => error as Error,
            );
        }

        it("two Profiles", async () => {
            const error = await errorOf(() => {
                new Profile("a", { userId: "ada", profile: {} });
                new Profile("b", { userId: "ada", profile: {} });
            });

            expect(pulumi.RunError.isInstance(error)).to.equal(true);
            expect(error.message).to.match(both);
        });

        it("a ProfileSet and a Profile", async () => {
            const { message } = await errorOf(() => {
                new Profile("a", { userId: "ada", profile: {} });
                new ProfileSet("b", { profiles: { eve: {}, ada: {} } });
            });

            expect(message).to.match(
                /^ProfileSet "b": a user id of profiles is "ada", which .*Profile::a declares/,
            );
        });

        it("but not in two workspaces", async () => {
            const { message } = await errorOf(() => {
                const provider = new OtherProvider();
                new Profile("a", { userId: "ada", profile: {} });
                new Profile("b", { userId: "ada", profile: {} }, { provider });
            });
            expect(message).to.equal("nothing was refused");

            const { message: refused } = await errorOf(() => {
                const provider = new OtherProvider();
                new Profile("a", { userId: "ada", profile: {} }, { provider });
                new Profile("b", { userId: "ada", profile: {} }, { provider });
            });
            expect(refused).to.match(both);
        });
    });

    it("count for nothing in a destroy with --run-program, where resources come back with ids and none is checked", async () => {
        const program = async (isPreview: boolean): Promise<void> => {
            let profile: Profile | undefined;
            await test.engine.run(
                () => {
                    profile = new Profile("ci", { userId: "svc-ci", profile: {} });
                },
                { isPreview },
            );
            if (profile) await valueOf(profile.urn);
        };

        await program(true);
        expect(test.engine.register().standingOf("svc-ci").kind, "at preview ids are not known").to.equal(
            "declared",
        );
        await program(false);
        expect(test.engine.register().standingOf("svc-ci").kind).to.equal("free");
        expect(checkingRegister().standingOf("svc-ci").kind, "but this is no destroy").to.equal("declared");
    });

    it("are those of their own run, where one process runs several programs", async () => {
        const other = new FakeEngine();
        await other.start();
        try {
            await test.engine.run(() => {
                new Profile("ci", { userId: "first", profile: {} });
            });
            await other.run(() => {
                new Profile("ci", { userId: "second", profile: {} });
            });
            const [register, otherRegister] = [checkingRegister(), checkingRegister(other)];

            expect([register.standingOf("first").kind, register.standingOf("second").kind]).to.deep.equal([
                "declared",
                "free",
            ]);
            expect(otherRegister.standingOf("first").kind).to.equal("free");
            expect(otherRegister.standingOf("second").kind).to.equal("declared");
        } finally {
            other.end();
        }
    });

    it("are forgotten when the engine has ended, though the program's process lives on", async () => {
        await test.engine.run(() => {
            new Profile("ci", { userId: "svc-ci", profile: {} });
        });
        const folder = path.join(test.temporary, readdirSync(test.temporary)[0] ?? "");
        expect(readdirSync(folder)).to.have.length(1);

        const isEmptied = (async () => {
            for await (const change of watch(folder)) {
                if (change.eventType === "rename" && readdirSync(folder).length === 0) {
                    return;
                }
            }
        })();
        test.engine.end();
        await isEmptied;
    });

    it("are none, and need no folder, in a unit test under mocks, where nothing is taken away", async () => {
        await pulumi.runtime.setMocks({
            newResource: ({ inputs }) => ({ id: "id", state: inputs as object }),
            call: () => ({}),
        });
        await valueOf(new Profile("ci", { userId: "svc-ci", profile: {} }).urn);

        expect(existsSync(test.temporary) && readdirSync(test.temporary)).to.be.empty;
    });

    describe("come with what is secret of them:", () => {
        const token = (): pulumi.Output<string> => pulumi.secret("t");

        for (const [what, profiles, expected] of [
            ["nothing", () => ({ ada: { email: "a" } }), nothingSecret],
            [
                "a value",
                () => ({ ada: { a: [{ token: token() }] } }),
                { userIds: false, keys: false, values: true },
            ],
            [
                "a profile as a whole",
                () => ({ ada: pulumi.secret({ a: 1 }) }),
                { userIds: false, keys: true, values: true },
            ],
            [
                "a profile's text",
                () => ({ ada: pulumi.secret("{}") }),
                { userIds: false, keys: true, values: true },
            ],
            ["the map", () => pulumi.secret({ ada: { a: 1 } }), { userIds: true, keys: true, values: true }],
            [
                "a value in what an output turns out to be",
                () => pulumi.output(1).apply(() => ({ ada: { token: token() } })),
                { userIds: false, keys: false, values: true },
            ],
            [
                "a profile in what an output turns out to be",
                () => pulumi.output(1).apply(() => ({ ada: pulumi.secret({ a: 1 }) })),
                { userIds: false, keys: true, values: true },
            ],
        ] as const) {
            it(`of a set, ${what}, known before the engine comes to it`, async () => {
                let known: unknown;
                let set: ProfileSet | undefined;
                await test.engine.run(
                    () => {
                        set = new ProfileSet("many", { profiles: profiles() });
                    },
                    {
                        make: ({ inputs }) => {
                            known = checkingRegister().secrecyOf("ada");
                            return inputs as Record<string, unknown>;
                        },
                    },
                );
                if (set) await valueOf(set.urn);

                expect(known).to.deep.equal(expected);
            });
        }

        for (const [what, profile, expected] of [
            ["nothing", () => ({ email: "a" }), nothingSecret],
            ["a value", () => ({ a: [{ token: token() }] }), { userIds: false, keys: false, values: true }],
            ["the profile", () => pulumi.secret({ a: 1 }), { userIds: false, keys: true, values: true }],
            [
                "a value in a promise",
                () => Promise.resolve({ token: token() }),
                { userIds: false, keys: false, values: true },
            ],
        ] as const) {
            it(`of a Profile, ${what}`, async () => {
                let one: Profile | undefined;
                await test.engine.run(() => {
                    one = new Profile("ci", { userId: "ada", profile: profile() });
                });
                if (one) await valueOf(one.urn);

                expect(checkingRegister().secrecyOf("ada")).to.deep.equal(expected);
            });
        }

        it("and a userId that is a secret is warned of, as Pulumi shows it all the same", async () => {
            await test.engine.run(() => {
                new Profile("ci", { userId: pulumi.secret("ada"), profile: {} });
            });
            await test.engine.shows(
                /^Profile "ci": userId is a secret, but it is the resource's id, which Pulumi keeps and shows/,
            );
        });
    });
});
