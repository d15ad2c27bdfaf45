import { expect } from "chai";
import fc from "fast-check";
import { type Emulator, startEmulator } from "../../../emulator";
import { compare } from "../../../provider/core/values/compare";
import { exactJson, parseExactJson, type ExactObject } from "../../../provider/core/values/exact-json";
import { own, type JsonObject } from "../../../provider/core/values/json";
import type { ProfileOptions } from "../../../provider/core/profile-options";
import { project } from "../../../provider/core/values/declared-keys";
import { mergeDeclared } from "../../../provider/core/values/undeclared-keys";
import { sampled } from "../core/support/arbitraries";
import { Engine, type Program } from "../support/engine";

// Random histories of a program with several Profiles and two ProfileSets, run by the provider's own code against the
// emulator. Others write under names that the program never uses.

const userIds = ["ada", "eve", "lin", "a/b?"];

const declaredProfile: fc.Arbitrary<JsonObject> = fc.record(
    {
        email: fc.constantFrom("a@x.com", "b@x.com"),
        tags: fc.constantFrom<JsonObject[string]>(null, ["x"], ["x", "y"]),
        custom: fc.record({ team: fc.constantFrom("core", "ops") }, { requiredKeys: [] }),
    },
    { requiredKeys: [] },
);

const step = fc.oneof(
    fc.record({
        kind: fc.constant("declare" as const),
        userId: fc.constantFrom(...userIds),
        home: fc.constantFrom("Profile", "first set", "second set"),
        profile: declaredProfile,
    }),
    fc.record({ kind: fc.constant("drop" as const), userId: fc.constantFrom(...userIds) }),
    fc.record({
        kind: fc.constant("others write" as const),
        userId: fc.constantFrom(...userIds),
        profile: fc.constantFrom<JsonObject>({ theirs: 1 }, { custom: { theirs: ["x"] } }),
    }),
    fc.record({ kind: fc.constant("others wipe" as const), userId: fc.constantFrom(...userIds) }),
    fc.record({ kind: fc.constant("fault" as const), skip: fc.nat(3), lostAnswer: fc.boolean() }),
    fc.record({ kind: fc.constantFrom("up" as const, "refresh" as const, "rename and up" as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A history of a program, its engine and Courier. */
class History {
    readonly engine: Engine;
    readonly program: Program;
    /** What others have written and nobody has wiped. */
    readonly others = new Map<string, ExactObject>();
    /** Whether the state may lack something that was written. */
    hasLostAnswer = false;

    constructor(
        readonly courier: Emulator,
        undeclaredKeys: ProfileOptions["undeclaredKeys"],
    ) {
        this.engine = new Engine(courier.url);
        this.program = { declared: new Map(), generation: 0, options: { undeclaredKeys } };
    }

    async take(one: Step): Promise<void> {
        const { courier, program } = this;
        switch (one.kind) {
            case "declare":
                program.declared.set(one.userId, { home: one.home, profile: one.profile });
                return;
            case "drop":
                program.declared.delete(one.userId);
                return;
            case "others write":
                this.others.set(one.userId, mergeDeclared(this.others.get(one.userId) ?? {}, one.profile));
                courier.profiles.setText(
                    one.userId,
                    exactJson(
                        mergeDeclared(
                            parseExactJson(courier.profiles.getText(one.userId) ?? "{}") as ExactObject,
                            one.profile,
                        ),
                    ),
                );
                return;
            case "others wipe":
                this.others.delete(one.userId);
                courier.profiles.set(one.userId, {});
                return;
            case "fault":
                this.hasLostAnswer ||= one.lostAnswer;
                courier.fail({
                    skip: one.skip,
                    ...(one.lostAnswer ? { reset: "after-apply" } : { status: 503 }),
                });
                return;
            case "refresh":
                await this.engine.refresh();
                return;
            case "rename and up":
                program.generation += 1;
                return this.up();
            case "up":
                return this.up();
        }
    }

    /** One up, which must send no declared user an empty profile. */
    async up(): Promise<void> {
        this.courier.clearRequests();
        await this.engine.up(this.program);
        for (const [userId, { profile }] of this.program.declared) {
            if (compare({}, profile).length > 0) {
                const written = this.courier
                    .requestsOf({ userId })
                    .filter(({ method }) => method !== "GET")
                    .map(({ body }) => body);
                expect(written, userId).not.to.deep.include({ profile: {} });
                expect(written, userId).not.to.include(undefined);
            }
        }
    }

    async settle(): Promise<void> {
        this.courier.clearFaults();
        expect(await this.engine.refresh(), "the refresh succeeds").to.equal(true);
        expect(await this.engine.up(this.program), "the up succeeds").to.equal(true);
    }
}

describe("After any history of Profiles and ProfileSets, of other writers and faults, on the emulator", function () {
    this.timeout(120_000);

    let courier: Emulator;
    before(async () => {
        courier = await startEmulator();
    });
    after(() => courier.close());

    for (const undeclaredKeys of ["remove", "keep"] as const) {
        it(`a refresh and an up make Courier as declared and stay so, and no declared user was ever emptied, under "${undeclaredKeys}" (property)`, async () => {
            await fc.assert(
                fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
                    courier.clearFaults();
                    for (const userId of courier.profiles.all().keys()) courier.profiles.delete(userId);
                    const history = new History(courier, undeclaredKeys);
                    for (const one of steps) await history.take(one);
                    await history.settle();

                    for (const userId of userIds) {
                        const server = courier.profiles.get(userId) ?? {};
                        const declared = history.program.declared.get(userId)?.profile;
                        if (declared) {
                            expect(compare(declared, project(declared, server)), userId).to.deep.equal([]);
                        } else if (undeclaredKeys === "remove" && !history.hasLostAnswer) {
                            const { email, tags, custom } = server;
                            expect(
                                [email, tags, own((custom ?? {}) as JsonObject, "team")],
                                userId,
                            ).to.deep.equal([undefined, undefined, undefined]);
                        }
                        if (undeclaredKeys === "keep") {
                            const others = history.others.get(userId) ?? {};
                            expect(compare(others, project(others, server)), userId).to.deep.equal([]);
                        }
                    }
                    courier.clearRequests();
                    await history.settle();
                    expect(courier.requests.filter(({ method }) => method !== "GET")).to.be.empty;
                }),
                sampled(100),
            );
        });
    }
});
