import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { type Emulator, startEmulator } from "../../../emulator";
import { compare } from "../../../provider/core/values/compare";
import type { ExactObject } from "../../../provider/core/values/exact-json";
import { isObject, mapValues, own, type JsonObject } from "../../../provider/core/values/json";
import type { ProfileOptions } from "../../../provider/core/profile-options";
import { project } from "../../../provider/core/values/declared-keys";
import { mergeDeclared } from "../../../provider/core/values/undeclared-keys";
import { sampled } from "../core/support/arbitraries";
import {
    Engine,
    plain,
    Secret,
    type DeclaredResource,
    type Outcome,
    type Program,
    type ResourceType,
} from "../support/engine";

// Random histories of a program with Profiles and ProfileSets in two Courier workspaces, run by the provider's own code
// against an emulator each. Others write under names that the program never uses.

const userIds = ["ada", "eve", "lin", "a/b?"];
const homes = ["Profile", "first set", "second set"] as const;
/** The stack's default provider, and an explicit one. */
const workspaces = ["", "other"];

/** What no state may have in plain text. */
const secretText = /hush-/;

const declaredProfile: fc.Arbitrary<JsonObject> = fc.record(
    {
        email: fc.constantFrom("a@x.com", "b@x.com"),
        tags: fc.constantFrom<JsonObject[string]>(null, ["x"], ["x", "y"]),
        custom: fc.record({ team: fc.constantFrom("core", "ops") }, { requiredKeys: [] }),
    },
    { requiredKeys: [] },
);

const workspace = fc.constantFrom(...workspaces);
const userId = fc.constantFrom(...userIds);

const step = fc.oneof(
    {
        weight: 6,
        arbitrary: fc.record({
            kind: fc.constant("declare" as const),
            workspace,
            userId,
            home: fc.constantFrom(...homes),
            profile: declaredProfile,
            isText: fc.boolean(),
            secret: fc.constantFrom(undefined, "inside", "whole"),
        }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("drop" as const), workspace, userId }) },
    {
        weight: 2,
        arbitrary: fc.record({
            kind: fc.constant("others write" as const),
            workspace,
            userId,
            profile: fc.constantFrom<JsonObject>({ theirs: 1 }, { custom: { theirs: ["x"] } }),
        }),
    },
    fc.record({ kind: fc.constant("others wipe" as const), workspace, userId }),
    {
        weight: 2,
        arbitrary: fc.record({
            kind: fc.constant("fault" as const),
            workspace,
            skip: fc.nat(3),
            what: fc.constantFrom("lost answer", 503, 400, 401),
        }),
    },
    fc.record({ kind: fc.constantFrom("secret sets" as const, "transform" as const) }),
    { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("refresh" as const, "rename" as const) }) },
    {
        weight: 6,
        arbitrary: fc.record({
            kind: fc.constant("up" as const),
            continueOnError: fc.boolean(),
            replaceAll: fc.boolean(),
            /** Which resources depend on one that fails. */
            behindFailed: fc.oneof(
                { weight: 3, arbitrary: fc.constant([]) },
                fc.array(
                    fc.tuple(workspace, fc.constantFrom(...homes), fc.constantFrom("skipped", "pending")),
                    {
                        maxLength: 4,
                    },
                ),
                fc.constant("all" as const),
            ),
        }),
    },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
type Up = Extract<Step, { kind: "up" }>;
type Declaration = Extract<Step, { kind: "declare" }>;

/** A user in a workspace. */
function keyOf({ workspace, userId }: { workspace: string; userId: string }): string {
    return `${workspace}:${userId}`;
}

/** A history of a program, its engine and two Couriers. */
class History {
    readonly engine: Engine;
    readonly declared = new Map<string, Declaration>();
    /** What others have written and nobody has wiped. */
    readonly others = new Map<string, ExactObject>();
    /** Users whose profiles were left as they are though they are not declared there: the provider could not tell. */
    readonly left = new Set<string>();
    /** Whether the state may lack something that was written. */
    hasLostAnswer = false;
    generation = 0;
    areSetsSecret = false;
    isTransformed = false;
    secrets = 0;

    constructor(
        readonly couriers: Readonly<Record<string, Emulator>>,
        readonly options: Partial<ProfileOptions>,
        registers: string,
    ) {
        const environments = mapValues(couriers, (courier, name) => ({
            COURIER_API_KEY: `key of ${name}`.replaceAll(" ", "-"),
            COURIER_BASE_URL: courier.url,
            COURIER_MAX_RETRIES: "0",
        }));
        this.engine = new Engine({ environments, registers });
    }

    async take(one: Step): Promise<void> {
        switch (one.kind) {
            case "declare":
                this.declared.set(keyOf(one), one);
                this.left.delete(keyOf(one));
                return;
            case "drop":
                this.declared.delete(keyOf(one));
                return;
            case "others write": {
                const { profiles } = this.courier(one.workspace);
                const known = this.others.get(keyOf(one)) ?? {};
                this.others.set(keyOf(one), mergeDeclared(known, one.profile));
                const written = mergeDeclared(profiles.get(one.userId) ?? {}, one.profile);
                profiles.set(one.userId, written as JsonObject);
                return;
            }
            case "others wipe":
                this.others.delete(keyOf(one));
                this.courier(one.workspace).profiles.set(one.userId, {});
                return;
            case "fault": {
                const { skip, what } = one;
                this.hasLostAnswer ||= what === "lost answer";
                const fault =
                    what === "lost answer" ? { reset: "after-apply" as const } : { status: Number(what) };
                this.courier(one.workspace).fail({ skip, ...fault });
                return;
            }
            case "secret sets":
                this.areSetsSecret = !this.areSetsSecret;
                return;
            case "transform":
                this.isTransformed = !this.isTransformed;
                return;
            case "rename":
                this.generation++;
                return;
            case "refresh":
                await this.engine.refresh();
                this.expectNoPlainSecret();
                return;
            case "up":
                await this.up(one);
                return;
        }
    }

    /** One up, which must send no declared user an empty profile, in its workspace. */
    async up(up?: Up): Promise<Outcome> {
        for (const courier of Object.values(this.couriers)) {
            courier.clearRequests();
        }
        const outcome = await this.engine.up(this.program(up), up);
        for (const { workspace, userId, profile } of this.declared.values()) {
            if (compare({}, this.expected(profile)).length > 0) {
                const written = this.courier(workspace)
                    .requestsOf({ userId })
                    .filter(({ method }) => method !== "GET")
                    .map(({ body }) => body);
                expect(written, keyOf({ workspace, userId })).not.to.deep.include({ profile: {} });
                expect(written, keyOf({ workspace, userId })).not.to.include(undefined);
            }
        }
        this.noteLeft(outcome.lines);
        this.expectNoPlainSecret();
        return outcome;
    }

    async settle(): Promise<void> {
        for (const courier of Object.values(this.couriers)) {
            courier.clearFaults();
        }
        expect((await this.engine.refresh()).errors, "the refresh succeeds").to.be.empty;
        expect((await this.up()).errors, "the up succeeds").to.be.empty;
    }

    courier(workspace: string): Emulator {
        return this.couriers[workspace] as Emulator;
    }

    /** What Courier has to have of a declared profile. */
    expected(profile: JsonObject): JsonObject {
        return this.isTransformed ? { ...profile, managed: "iac" } : profile;
    }

    /** Every workspace has a resource that is always checked, unless all depend on one that fails. */
    program(up?: Up): Program {
        const sets = new Map<
            string,
            { home: string; workspace: string; profiles: Record<string, unknown> }
        >();
        const resources: DeclaredResource[] = workspaces.map((workspace) => ({
            type: "Profile",
            name: `anchor ${workspace}`,
            provider: workspace || undefined,
            inputs: { userId: "anchor", profile: { name: "x" } },
            behindFailed: up?.behindFailed === "all" ? "skipped" : undefined,
        }));
        const behindFailed = (workspace: string, home: string) => {
            if (up?.behindFailed === "all") {
                return "skipped";
            }
            const some = (up?.behindFailed ?? []) as readonly (readonly [string, string, string])[];
            return some.find(([where, what]) => where === workspace && what === home)?.[2];
        };
        for (const { workspace, userId, home, profile, isText, secret } of this.declared.values()) {
            const given = this.given(profile, isText && home !== "Profile", secret);
            if (home === "Profile") {
                resources.push({
                    type: "Profile",
                    name: `${keyOf({ workspace, userId })} ${this.generation}`,
                    provider: workspace || undefined,
                    inputs: { userId, profile: given, ...this.options },
                    behindFailed: behindFailed(workspace, home) as DeclaredResource["behindFailed"],
                });
            } else {
                const name = `${workspace} ${home} ${this.generation}`;
                const set = sets.get(name) ?? { home, workspace, profiles: {} };
                set.profiles[userId] = given;
                sets.set(name, set);
            }
        }
        // Sets first: they take users away before the program's other resources are checked.
        for (const [name, { home, workspace, profiles }] of sets) {
            resources.unshift({
                type: "ProfileSet",
                name,
                provider: workspace || undefined,
                inputs: { profiles: this.areSetsSecret ? new Secret(profiles) : profiles, ...this.options },
                behindFailed: behindFailed(workspace, home) as DeclaredResource["behindFailed"],
            });
        }
        return this.isTransformed ? { resources, transform: addKey } : { resources };
    }

    private given(profile: JsonObject, isText: boolean, secret: Declaration["secret"]): unknown {
        const token = `hush-${this.secrets}`;
        const whole = secret === undefined ? profile : { ...profile, slack: { access_token: token } };
        if (isText) {
            const text = JSON.stringify(this.expected(whole));
            return secret === undefined ? text : new Secret(text);
        }
        if (secret === "whole") {
            return new Secret(whole);
        }
        return secret === "inside" ? { ...profile, slack: { access_token: new Secret(token) } } : profile;
    }

    private expectNoPlainSecret(): void {
        for (const [name, { inputs, outputs }] of this.engine.state) {
            expect(readable(inputs), `inputs of ${name}`).not.to.match(secretText);
            expect(readable(outputs), `outputs of ${name}`).not.to.match(secretText);
        }
    }

    private noteLeft(lines: readonly string[]): void {
        for (const line of lines.filter((line) => /stays? as (it is|they are)/.test(line))) {
            for (const workspace of workspaces) {
                for (const userId of userIds) {
                    const key = keyOf({ workspace, userId });
                    const isNamed = line.includes(userId) || !userIds.some((id) => line.includes(id));
                    if (isNamed && !this.declared.has(key)) {
                        this.left.add(key);
                    }
                }
            }
        }
    }
}

/** A stack transform as its authors write it: it spreads each profile that is an object, whatever marks it has. */
function addKey(inputs: Readonly<Record<string, unknown>>, type: ResourceType): Record<string, unknown> {
    const add = (profile: unknown): unknown =>
        profile instanceof Secret
            ? new Secret(add(profile.value))
            : isObject(profile)
              ? { ...profile, managed: "iac" }
              : profile;
    const addToAll = (profiles: unknown): unknown =>
        profiles instanceof Secret
            ? new Secret(addToAll(profiles.value))
            : mapValues(profiles as object as Record<string, unknown>, add);
    if (inputs.userId === "anchor") {
        return inputs;
    }
    return type === "Profile"
        ? { ...inputs, profile: add(inputs.profile) }
        : { ...inputs, profiles: addToAll(inputs.profiles) };
}

/** What a value of the state shows to everybody. */
function readable(value: unknown): string {
    return JSON.stringify(value, (_key, item: unknown) => (item instanceof Secret ? "[secret]" : item));
}

describe("After any history of Profiles and ProfileSets, of other writers and faults, on the emulator", function () {
    this.timeout(300_000);

    let couriers: Record<string, Emulator> = {};
    let temporary = "";
    before(async () => {
        couriers = { "": await startEmulator(), other: await startEmulator() };
        temporary = mkdtempSync(path.join(os.tmpdir(), "run-histories-"));
    });
    after(async () => {
        await Promise.all(Object.values(couriers).map((courier) => courier.close()));
        rmSync(temporary, { recursive: true });
    });

    let histories = 0;

    async function historyOf(options: Partial<ProfileOptions>, steps: readonly Step[]): Promise<History> {
        for (const courier of Object.values(couriers)) {
            courier.clearFaults();
            for (const userId of courier.profiles.all().keys()) courier.profiles.delete(userId);
        }
        const history = new History(couriers, options, path.join(temporary, `${histories++}`));
        for (const one of steps) await history.take(one);
        return history;
    }

    for (const options of [
        { undeclaredKeys: "remove", onDelete: "empty" },
        { undeclaredKeys: "keep", onDelete: "delete" },
    ] as const) {
        it(`a refresh and an up make both workspaces as declared and stay so, no declared user was ever emptied, and no secret was in plain text in the state, under ${JSON.stringify(options)} (property)`, async () => {
            await fc.assert(
                fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
                    const history = await historyOf(options, steps);
                    await history.settle();

                    for (const workspace of workspaces) {
                        for (const userId of userIds) {
                            const key = keyOf({ workspace, userId });
                            const server = couriers[workspace]?.profiles.get(userId) ?? {};
                            const declared = history.declared.get(key)?.profile;
                            if (declared) {
                                const expected = history.expected(declared);
                                expect(compare(expected, project(expected, server)), key).to.deep.equal([]);
                            } else if (!history.hasLostAnswer && !history.left.has(key)) {
                                const { email, tags, slack, managed, custom } = server;
                                const team = own((custom ?? {}) as JsonObject, "team");
                                expect([email, tags, slack, managed, team], key).to.deep.equal([
                                    undefined,
                                    undefined,
                                    undefined,
                                    undefined,
                                    undefined,
                                ]);
                            }
                            if (options.undeclaredKeys === "keep") {
                                const others = history.others.get(key) ?? {};
                                expect(compare(others, project(others, server)), key).to.deep.equal([]);
                            }
                        }
                    }
                    for (const courier of Object.values(couriers)) courier.clearRequests();
                    await history.settle();
                    for (const { requests } of Object.values(couriers)) {
                        expect(requests.filter(({ method }) => method !== "GET")).to.be.empty;
                    }

                    // Texts that were objects, and the other way round: nothing is sent, and the state has the new form.
                    for (const one of history.declared.values()) {
                        history.declared.set(keyOf(one), { ...one, isText: !one.isText });
                    }
                    for (const courier of Object.values(couriers)) courier.clearRequests();
                    expect((await history.up()).errors).to.be.empty;
                    for (const { requests } of Object.values(couriers)) {
                        expect(requests).to.be.empty;
                    }
                    for (const [name, { inputs, outputs }] of history.engine.state) {
                        expect(plain(outputs.profiles), name).to.deep.equal(plain(inputs.profiles));
                    }
                }),
                sampled(100),
            );
        });
    }
});
