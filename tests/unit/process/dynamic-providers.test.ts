import { expect } from "chai";
import { startEmulator, type Emulator, type JsonObject } from "../../../emulator";
import { dynamicProviders } from "../../../provider/process/dynamic-providers";
import { ProviderRun } from "../../../provider/run/provider-run";
import { ProcessRegister } from "../../../provider/run/register/process-register";
import type { Secrecy } from "../../../provider/core/messages/names";
import type { Standing } from "../../../provider/core/user-ids/user-id-register";

/** What the engine hands over in place of what is not known yet. */
const unknownMarker = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const text = 'exports.handler = () => require("pulumi-courier/provider").profile';

type Created = { id: string; outs?: object };

/** A register whose program says these things. */
class ToldRegister extends ProcessRegister {
    waitsFor: string | undefined;
    areSetsSecret = false;

    override standingOf(userId: string): Standing {
        return this.waitsFor === userId ? { kind: "waiting" } : super.standingOf(userId);
    }

    override secrecyOf(userId: string): Secrecy {
        return this.areSetsSecret ? { userIds: true, keys: true, values: true } : super.secrecyOf(userId);
    }
}

const register = new ToldRegister();
const lines: string[] = [];
const log = (_level: string, message: string): Promise<void> => {
    lines.push(message);
    return Promise.resolve();
};
const { profile: single, profileSet: set } = dynamicProviders(
    new ProviderRun({ log, register, environment: {} }),
);

/** The error with which an operation must fail. */
async function failureOf(operation: Promise<unknown>): Promise<Error & Record<string, unknown>> {
    try {
        await operation;
    } catch (error) {
        return error as Error & Record<string, unknown>;
    }
    throw new Error("it succeeded");
}

describe("What the engine is answered", () => {
    let courier: Emulator;
    before(async () => {
        courier = await startEmulator({ apiKey: "key" });
        const config: Record<string, string> = {
            "courier:apiKey": "key",
            "courier:baseUrl": courier.url,
            "courier:maxRetries": "0",
        };
        for (const provider of [single, set]) {
            await provider.configure({
                config: { get: (name) => config[name], require: (name) => config[name] ?? "" },
            });
        }
    });
    after(() => courier.close());
    beforeEach(() => {
        courier.clearFaults();
        courier.clearRequests();
    });

    const on = (userId: string): JsonObject | undefined => courier.profiles.get(userId);

    describe("for a Profile", () => {
        it("at its check is the inputs as they were, without the text of the provider, which the process adds", async () => {
            const inputs = { userId: "checked", profile: { email: unknownMarker } };

            expect(await single.check({}, { ...inputs, __provider: text })).to.deep.equal({
                inputs,
                failures: [],
            });
        });

        it("at a bad check is why, without a property whose value would be shown", async () => {
            const { failures = [] } = await single.check({}, { userId: "..", profile: { email: "a" } });

            expect(failures).to.have.length(1);
            expect(failures[0]).to.include({ property: "" });
            expect(failures[0]?.reason).to.match(/^userId is "\.\."/);
        });

        const old = { userId: "ada", profile: { email: "a", tags: ["x"] }, __provider: text };
        const differences: [string, object, { changes: boolean; replaces: string[] }][] = [
            ["nothing where nothing differs", {}, { changes: false, replaces: [] }],
            [
                "a change where a value is not known yet",
                { profile: { email: "a", tags: [unknownMarker] } },
                { changes: true, replaces: [] },
            ],
            ["a new resource for another user", { userId: "eve" }, { changes: true, replaces: ["userId"] }],
            [
                "a change where an earlier release's text is in the state",
                { __provider: `${text};` },
                { changes: true, replaces: [] },
            ],
        ];
        for (const [name, change, expected] of differences) {
            it(`at its diff is ${name}`, async () => {
                expect(await single.diff("ada", old, { ...old, ...change })).to.deep.include({
                    ...expected,
                    deleteBeforeReplace: false,
                });
            });
        }

        it("at its creation, update, refresh and deletion is what has become of it", async () => {
            const first = { userId: "lived", profile: { email: "a" } };
            const { id, outs = {} } = (await single.create(first)) as Created;
            expect(id).to.equal("lived");
            expect(outs).to.deep.include(first);
            expect(on("lived")).to.deep.equal({ email: "a" });

            const second = { userId: "lived", profile: { email: "b" } };
            expect((await single.update(id, outs, second)).outs).to.deep.include(second);
            expect(on("lived")).to.deep.equal({ email: "b" });

            courier.profiles.set("lived", { email: "c", name: "not declared" });
            const read = await single.read(id, second);
            expect(read).to.deep.include({ id, props: { ...second, profile: { email: "c" } } });

            await single.delete(id, second);
            expect(on("lived")).to.deep.equal({});
        });

        it("of a profile that is gone is no id, so that the next up creates it", async () => {
            const props = { userId: "gone", profile: { email: "a" } };

            expect(await single.read("gone", props)).to.deep.equal({ id: "" });
        });

        it("that the program only reads is the whole profile", async () => {
            courier.profiles.set("read", { email: "a", custom: { b: 1 } });

            expect((await single.read("read")).props).to.deep.include({
                userId: "read",
                profile: { email: "a", custom: { b: 1 } },
            });
        });

        it("at a failure is a message that says where it is explained, and no stack", async () => {
            courier.fail({ status: 401 });
            const error = await failureOf(single.create({ userId: "refused", profile: { email: "a" } }));

            expect(error.message).to.match(
                /401.*\(see node_modules\/pulumi-courier\/docs\/troubleshooting\.md#api-key\)$/s,
            );
            expect(error.stack).not.to.match(/\n\s+at /);
        });
    });

    describe("for a ProfileSet", () => {
        it("at its check is the inputs as they were, and why they are bad", async () => {
            const inputs = { profiles: { "set-checked": { email: "a" } } };
            expect(await set.check({}, { ...inputs, __provider: text })).to.deep.equal({
                inputs,
                failures: [],
            });

            const { failures = [] } = await set.check({}, { profiles: [] });
            expect(failures.map(({ property }) => property)).to.deep.equal([""]);
        });

        it("at its diff is whether anything differs", async () => {
            const old = { profiles: { ada: { email: "a" } }, __provider: text };
            const changed = { ...old, profiles: { ada: { email: unknownMarker } } };

            expect(await set.diff("set", old, old)).to.include({ changes: false });
            expect(await set.diff("set", old, changed)).to.include({ changes: true });
        });

        it("at its creation, update, refresh and deletion is what has become of it", async () => {
            const first = { profiles: { "set-a": { email: "a" }, "set-b": { email: "b" } } };
            const { id, outs = {} } = (await set.create(first)) as Created;
            expect(id).to.match(/^profile-set-[\da-f-]{36}$/);
            expect(outs).to.deep.include(first);

            const second = { profiles: { "set-a": { email: "a2" }, "set-b": { email: "b" } } };
            expect((await set.update(id, outs, second)).outs).to.deep.include(second);
            expect(on("set-a")).to.deep.equal({ email: "a2" });

            courier.profiles.set("set-b", { email: "drifted" });
            const read = await set.read(id, second);
            expect(read.id).to.equal(id);
            expect(read.props).to.deep.include({
                profiles: { "set-a": { email: "a2" }, "set-b": { email: "drifted" } },
            });

            await set.delete(id, second);
            expect([on("set-a"), on("set-b")]).to.deep.equal([{}, {}]);
        });

        it("written in part is what was written, for the state, and a message that is explained", async () => {
            courier.fail({ userId: "half-b", status: 400 });
            const inputs = {
                profiles: { "half-a": { email: "a" }, "half-b": { email: "b" } },
                __provider: text,
            };
            const error = await failureOf(set.create(inputs));

            expect(error.id).to.match(/^profile-set-/);
            expect(error.properties).to.deep.include({
                profiles: { "half-a": { email: "a" } },
                __provider: text,
            });
            expect(error.reasons).to.deep.equal([error.message]);
            expect(error.message).to.contain("docs/troubleshooting.md#partly-done");
        });

        it("written in part, of more than a failure can carry, is a message that says so", async () => {
            courier.fail({ userId: "large-0", status: 400 });
            const large = { custom: { note: "x".repeat(100_000) } };
            const profiles = Object.fromEntries(Array.from({ length: 120 }, (_, n) => [`large-${n}`, large]));
            const error = await failureOf(set.create({ profiles, __provider: text }));

            expect(error).to.not.have.any.keys("id", "properties");
            expect(error.message)
                .to.match(/^1 of 120 profiles could not be written:\n {2}1 × 400 .* \(large-0\)\n/)
                .and.to.contain("119 were written, but the set is too large for Pulumi to note that");

            const smaller = { ...profiles, "large-0": { email: "a" } };
            courier.fail({ userId: "large-0", status: 400 });
            const update = await failureOf(
                set.update(
                    "profile-set-x",
                    { profiles, __provider: text },
                    { profiles: smaller, __provider: text },
                ),
            );
            expect(update).to.not.have.any.keys("id", "properties");
            expect(update.message).to.contain("0 were written; the next `pulumi up` sends only the rest.");
        });

        it("that has profiles of the last run still has their values marked as secrets, as they may have been", async () => {
            courier.fail({ userId: "old-b", status: 400 });
            const olds = { profiles: { "old-a": { email: "a" }, "old-b": { token: "t" }, "old-c": "{}" } };
            const news = {
                profiles: { "old-a": { email: "a2" }, "old-b": { token: "plain" } },
                __provider: text,
            };
            const error = await failureOf(set.update("profile-set-x", olds, news));

            expect((error.properties as { profiles: object }).profiles).to.deep.equal({
                "old-a": { email: "a2" },
                "old-b": {
                    token: {
                        "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
                        value: "t",
                    },
                },
            });
            expect(
                (await set.update("profile-set-x", olds, news)).outs,
                "the next success has the program's own",
            ).to.deep.equal({
                profiles: news.profiles,
            });
        });

        it("that keeps users on suspicion has each of them marked as a secret, too", async () => {
            const olds = { profiles: { "wait-a": { email: "a" }, "wait-b": { token: "t" } } };
            const news = { profiles: { "wait-a": { email: "a" } }, __provider: text };
            register.waitsFor = "wait-b";
            const outs = (await set.update("profile-set-x", olds, news)).outs as typeof olds;
            register.waitsFor = undefined;

            expect(outs.profiles).to.deep.equal({
                "wait-a": { email: "a" },
                "wait-b": {
                    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
                    value: { token: "t" },
                },
            });
        });

        it("whose map is a secret says so in the state, so that refreshes and deletions name nobody", async () => {
            const inputs = {
                profiles: { "hush-a": { email: "a" }, "hush-b": { email: "b" } },
                __provider: text,
            };
            register.areSetsSecret = true;
            const { outs = {} } = (await set.create(inputs)) as Created;
            register.areSetsSecret = false;
            expect(outs).to.have.property("profilesAreSecret", true);

            courier.profiles.set("hush-a", { email: "other" });
            lines.length = 0;
            const { props, inputs: read } = (await set.read("profile-set-x", outs)) as Record<
                "props" | "inputs",
                object
            >;
            expect(props).to.have.property("profilesAreSecret", true);
            expect(read, "but no input").not.to.have.property("profilesAreSecret");
            expect(lines).to.deep.equal(["1 changed in Courier"]);
            expect(await set.diff("profile-set-x", props, { ...read, __provider: undefined })).to.include({
                changes: false,
            });

            courier.fail({ userId: "hush-b", status: 400, message: "no" });
            const { message } = await failureOf(set.delete("profile-set-x", props));
            expect(message)
                .to.match(/^1 of 2 profiles could not be taken away:/)
                .and.not.contain("hush-");
        });

        it("is a plain one again in the state once its map is no secret any more", async () => {
            const state = { profiles: { "once-a": { email: "a" } }, profilesAreSecret: true };
            const news = { profiles: { "once-a": { email: "b" } }, __provider: text };

            expect((await set.update("profile-set-x", state, news)).outs).to.deep.equal({
                profiles: news.profiles,
            });
        });
    });
});
