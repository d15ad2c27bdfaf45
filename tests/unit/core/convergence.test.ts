import { expect } from "chai";
import fc from "fast-check";
import type { Props } from "../../../provider/core/input-checks";
import { compare } from "../../../provider/core/values/compare";
import type { ExactObject } from "../../../provider/core/values/exact-json";
import type { JsonObject } from "../../../provider/core/values/json";
import type { ProfileOptions } from "../../../provider/core/profile-options";
import { project } from "../../../provider/core/values/declared-keys";
import { mergeDeclared } from "../../../provider/core/values/undeclared-keys";
import { cases } from "./support/arbitraries";
import { FakeCourier } from "./support/fake-courier";
import { Engine, type Outcome } from "../support/engine";

// Random histories of one resource. Others write under names that the program never uses, so that after
// each step it is known whose key each one is.

const value = fc.constantFrom<JsonObject[string]>(1, "x", null, true, [1], ["x", { a: 1 }]);
const declaredProfile: fc.Arbitrary<JsonObject> = fc
    .dictionary(fc.constantFrom("email", "name", "constructor"), value, { maxKeys: 3 })
    .chain((top) =>
        fc
            .option(fc.dictionary(fc.constantFrom("team", "tier"), value, { maxKeys: 2 }), { nil: undefined })
            .map((custom) => ({ ...top, ...(custom && { custom }) })),
    );
const othersProfile = fc.constantFrom<JsonObject>(
    { theirs: 1 },
    { theirs2: ["x"] },
    { custom: { theirs: { deep: true } } },
    { theirs: 2, custom: { theirs2: "x" } },
);

const step = fc.oneof(
    fc.record({ kind: fc.constant("program" as const), profile: declaredProfile }),
    fc.record({ kind: fc.constant("move" as const), userId: fc.constantFrom("ada", "eve") }),
    fc.record({ kind: fc.constant("others add" as const), profile: othersProfile }),
    fc.record({ kind: fc.constant("others change" as const), profile: declaredProfile }),
    fc.record({ kind: fc.constant("others wipe" as const), entirely: fc.boolean() }),
    fc.record({ kind: fc.constant("fault" as const), count: fc.integer({ min: 1, max: 2 }) }),
    fc.record({ kind: fc.constant("lost answer" as const) }),
    fc.record({ kind: fc.constantFrom("up" as const, "refresh" as const, "rename" as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** The history of a stack, and beside it what the others' keys must be under `undeclaredKeys: "keep"`. */
class History {
    readonly bystander = { email: "grace@x.com", theirs: 1 };
    readonly courier = new FakeCourier({ grace: this.bystander });
    readonly engine = new Engine({ environments: { "": { COURIER_API_KEY: "any" } }, courier: this.courier });
    readonly others = new Map<string, ExactObject>();
    userId = "ada";
    profile: JsonObject = { email: "first@x.com" };
    /** Part of the resource's name: another one renames it. */
    generation = 0;

    constructor(readonly undeclaredKeys: ProfileOptions["undeclaredKeys"]) {}

    up(): Promise<Outcome> {
        const { userId, profile, undeclaredKeys, generation } = this;
        const inputs = { userId, profile, undeclaredKeys };
        return this.engine.up({ resources: [{ type: "Profile", name: `ada ${generation}`, inputs }] });
    }

    /** What the state has under the present name. */
    get state(): Props | undefined {
        return this.engine.state.get(`Profile::ada ${this.generation}`)?.outputs;
    }

    get server(): ExactObject {
        return this.courier.profiles.get(this.userId) ?? {};
    }

    async take(step: Step): Promise<void> {
        switch (step.kind) {
            case "program":
                this.profile = step.profile;
                return;
            case "move":
                this.userId = step.userId;
                return;
            case "others add":
                this.others.set(this.userId, mergeDeclared(this.others.get(this.userId) ?? {}, step.profile));
                this.courier.profiles.set(this.userId, mergeDeclared(this.server, step.profile));
                return;
            case "others change":
                // Over what the resource has already: keys of that name that it did not write are theirs.
                if (this.state?.userId === this.userId) {
                    const profile = this.state.profile as JsonObject;
                    this.courier.profiles.set(
                        this.userId,
                        mergeDeclared(this.server, project(profile, step.profile)),
                    );
                }
                return;
            case "others wipe":
                this.others.delete(this.userId);
                if (step.entirely) {
                    this.courier.profiles.delete(this.userId);
                } else {
                    this.courier.profiles.set(this.userId, {});
                }
                return;
            case "fault":
                this.courier.failures = step.count;
                return;
            case "lost answer":
                this.courier.lostAnswers = 1;
                return;
            case "up":
                await this.up();
                return;
            case "refresh":
                await this.engine.refresh();
                return;
            case "rename":
                this.generation++;
                await this.up();
                return;
        }
    }

    async settle(): Promise<void> {
        this.courier.failures = 0;
        this.courier.lostAnswers = 0;
        expect((await this.engine.refresh()).errors, "the refresh succeeds").to.be.empty;
        expect((await this.up()).errors, "the up succeeds").to.be.empty;
    }
}

describe("After any history of programs, other writers, faults, refreshes and renames", () => {
    for (const undeclaredKeys of ["remove", "keep"] as const) {
        it(`a refresh and an up make the server as declared, and stay so, under "${undeclaredKeys}" (property)`, async () => {
            await fc.assert(
                fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
                    const history = new History(undeclaredKeys);
                    for (const one of steps) {
                        await history.take(one);
                    }
                    await history.settle();

                    const { profile, server, courier, userId } = history;
                    expect(compare(profile, project(profile, server)), "declared keys").to.deep.equal([]);
                    courier.calls.length = 0;
                    await history.settle();
                    expect(courier.calls, "a second run only reads").to.deep.equal([`GET ${userId}`]);
                    expect(courier.profiles.get("grace")).to.deep.equal(history.bystander);
                }),
                cases,
            );
        });
    }

    it('nothing that others wrote is lost under "keep", and after destroy only that is left (property)', async () => {
        await fc.assert(
            fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
                const history = new History("keep");
                for (const one of steps) {
                    await history.take(one);
                    for (const [userId, others] of history.others) {
                        const server = history.courier.profiles.get(userId) ?? {};
                        expect(compare(others, project(others, server)), one.kind).to.deep.equal([]);
                    }
                }
                await history.settle();
                expect((await history.engine.destroy()).errors).to.be.empty;

                // A write whose answer was lost is in no state: what it declared may stay behind.
                fc.pre(!steps.some(({ kind }) => kind === "lost answer" || kind === "rename"));
                for (const userId of ["ada", "eve"]) {
                    expect(
                        compare(history.others.get(userId) ?? {}, history.courier.profiles.get(userId) ?? {}),
                    ).to.deep.equal([]);
                }
            }),
            cases,
        );
    });

    it('a profile that the program declares is never emptied under "remove", whatever is renamed (property)', async () => {
        await fc.assert(
            fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
                const history = new History("remove");
                history.profile = { email: "first@x.com" };
                for (const one of steps) {
                    const before = structuredClone(history.server);
                    await history.take(one);
                    if (["up", "rename", "refresh"].includes(one.kind) && Object.keys(before).length > 0) {
                        const declaresNothing = Object.keys(history.profile).length === 0;
                        expect(Object.keys(history.server).length > 0 || declaresNothing, one.kind).to.equal(
                            true,
                        );
                    }
                }
            }),
            cases,
        );
    });
});
