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

const workspace = fc.oneof(
    { weight: 3, arbitrary: fc.constant("") },
    { weight: 1, arbitrary: fc.constant("other") },
);
const userId = fc.constantFrom(...userIds);
const rarely = fc.oneof(
    { weight: 4, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
);

const declaration = fc.record({
    workspace,
    userId,
    home: fc.constantFrom(...homes),
    profile: declaredProfile,
    isText: fc.boolean(),
    secret: fc.constantFrom(undefined, "inside", "whole"),
});

const step = fc.oneof(
    {
        weight: 3,
        arbitrary: fc.record({
            kind: fc.constant("edit" as const),
            declared: fc.array(declaration, { maxLength: 4 }),
            dropped: fc.array(fc.tuple(workspace, userId), { maxLength: 1 }),
        }),
    },
    {
        weight: 1,
        arbitrary: fc.record({
            kind: fc.constant("others write" as const),
            workspace,
            userId,
            profile: fc.constantFrom<JsonObject>({ theirs: 1 }, { custom: { theirs: ["x"] } }),
        }),
    },
    fc.record({ kind: fc.constant("others wipe" as const), workspace, userId }),
    fc.record({
        kind: fc.constantFrom(
            "secret sets" as const,
            "transform" as const,
            "refresh" as const,
            "another key" as const,
        ),
    }),
    {
        weight: 5,
        arbitrary: fc.record({
            kind: fc.constant("up" as const),
            renames: rarely,
            continueOnError: fc.boolean(),
            replaceAll: rarely,
            /** Which resources depend on one that fails. */
            behindFailed: fc.oneof(
                { weight: 2, arbitrary: fc.constant([]) },
                {
                    weight: 2,
                    arbitrary: fc.array(
                        fc.record({
                            workspace,
                            home: fc.constantFrom(...homes),
                            how: fc.constantFrom("skipped" as const, "pending" as const),
                        }),
                        { minLength: 1, maxLength: 2 },
                    ),
                },
                fc.constant("all" as const),
            ),
            faults: fc.array(
                fc.record({
                    workspace,
                    method: fc.constantFrom("GET", "PUT"),
                    skip: fc.nat(2),
                    what: fc.constantFrom("lost answer", 503, 400, 400, 401),
                }),
                { maxLength: 2 },
            ),
        }),
    },
);
const manySteps = fc.array(step, { minLength: 4, maxLength: 16, size: "max" });
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
type Up = Extract<Step, { kind: "up" }>;
type Declaration = typeof declaration extends fc.Arbitrary<infer T> ? T : never;

/** A user in a workspace. */
function keyOf({ workspace, userId }: { workspace: string; userId: string }): string {
    return `${workspace}:${userId}`;
}

/** A history of a program, its engine and two Couriers. */
class History {
    readonly engine: Engine;
    readonly declared = new Map<string, Declaration & { readonly number: number }>();
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
    keys = 0;

    constructor(
        readonly couriers: Readonly<Record<string, Emulator>>,
        readonly options: Partial<ProfileOptions>,
        registers: string,
    ) {
        const environments = mapValues(couriers, (_, name) => this.environment(name, 0));
        this.engine = new Engine({ environments, registers });
    }

    /** The settings of a provider; its key may be rotated. */
    private environment(name: string, key: number): NodeJS.ProcessEnv {
        return {
            COURIER_API_KEY: `key-${key}`,
            COURIER_BASE_URL: this.courier(name).url,
            COURIER_MAX_RETRIES: "0",
        };
    }

    async take(one: Step): Promise<void> {
        switch (one.kind) {
            case "edit":
                for (const [workspace, userId] of one.dropped) {
                    this.declared.delete(keyOf({ workspace, userId }));
                }
                for (const declaration of one.declared) {
                    this.declared.set(keyOf(declaration), { ...declaration, number: this.secrets++ });
                }
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
            case "secret sets":
                this.areSetsSecret = !this.areSetsSecret;
                return;
            case "transform":
                this.isTransformed = !this.isTransformed;
                return;
            case "another key":
                this.engine.options.environments[""] = this.environment("", ++this.keys);
                return;
            case "refresh":
                await this.engine.refresh();
                this.expectNoPlainSecret();
                return;
            case "up":
                this.generation += one.renames ? 1 : 0;
                for (const { workspace, method, skip, what } of one.faults) {
                    this.hasLostAnswer ||= what === "lost answer";
                    const fault =
                        what === "lost answer" ? { reset: "after-apply" as const } : { status: Number(what) };
                    this.courier(workspace).fail({ method, skip, ...fault });
                }
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
        this.noteLeft(outcome);
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

    expectAsDeclared(): void {
        for (const workspace of workspaces) {
            for (const userId of userIds) {
                const key = keyOf({ workspace, userId });
                const server = this.courier(workspace).profiles.get(userId) ?? {};
                const declared = this.declared.get(key);
                if (declared) {
                    const expected = this.expected(declared.profile);
                    expect(compare(expected, project(expected, server)), key).to.deep.equal([]);
                } else if (!this.hasLostAnswer && !this.left.has(key)) {
                    this.expectNothingLeft(workspace, userId);
                }
                this.expectOthersKept(workspace, userId);
            }
        }
    }

    expectOthersKept(workspace: string, userId: string): void {
        if (this.options.undeclaredKeys === "keep") {
            const key = keyOf({ workspace, userId });
            const others = this.others.get(key) ?? {};
            const server = this.courier(workspace).profiles.get(userId) ?? {};
            expect(compare(others, project(others, server)), key).to.deep.equal([]);
        }
    }

    /** Under "keep" a resource that takes a user over leaves what the one before has declared, as it does others' keys. */
    expectNothingLeft(workspace: string, userId: string): void {
        if (this.options.undeclaredKeys === "keep") {
            return;
        }
        const { email, tags, slack, managed, custom } = this.courier(workspace).profiles.get(userId) ?? {};
        const team = own((custom ?? {}) as JsonObject, "team");
        expect({ email, tags, slack, managed, team }, keyOf({ workspace, userId })).to.deep.equal({
            email: undefined,
            tags: undefined,
            slack: undefined,
            managed: undefined,
            team: undefined,
        });
    }

    /** A second run only reads. */
    async expectSettled(): Promise<void> {
        for (const courier of Object.values(this.couriers)) courier.clearRequests();
        await this.settle();
        for (const { requests } of Object.values(this.couriers)) {
            expect(requests.filter(({ method }) => method !== "GET")).to.be.empty;
        }
    }

    /** Texts that were objects, and the other way round: nothing is sent, and the state has the new form. */
    async expectAnotherFormToSendNothing(): Promise<void> {
        for (const [key, one] of this.declared) {
            this.declared.set(key, { ...one, isText: !one.isText });
        }
        expect((await this.up()).errors).to.be.empty;
        for (const { requests } of Object.values(this.couriers)) {
            expect(requests).to.be.empty;
        }
        for (const [name, { inputs, outputs }] of this.engine.state) {
            expect(plain(outputs.profiles), name).to.deep.equal(plain(inputs.profiles));
        }
    }

    /** Whatever the program declares, nothing that it has declared is left. */
    async destroy(runsProgram: boolean): Promise<void> {
        const { errors } = await this.engine.destroy(runsProgram ? this.program() : undefined);
        expect(errors, "the destroy succeeds").to.be.empty;
        expect(this.engine.state).to.be.empty;
        for (const { workspace, userId } of this.declared.values()) {
            this.expectNothingLeft(workspace, userId);
            this.expectOthersKept(workspace, userId);
        }
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
            const behind: Up["behindFailed"] = up?.behindFailed ?? [];
            return behind === "all"
                ? "skipped"
                : [...behind].find((one) => one.workspace === workspace && one.home === home)?.how;
        };
        for (const declaration of this.declared.values()) {
            const { workspace, userId, home } = declaration;
            const given = this.given(declaration);
            if (home === "Profile") {
                resources.push({
                    type: "Profile",
                    name: `${keyOf({ workspace, userId })} ${this.generation}`,
                    provider: workspace || undefined,
                    inputs: { userId, profile: given, ...this.options },
                    behindFailed: behindFailed(workspace, home),
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
                behindFailed: behindFailed(workspace, home),
            });
        }
        return this.isTransformed ? { resources, transform: addKey } : { resources };
    }

    private given({
        profile,
        isText,
        home,
        secret,
        number,
    }: Declaration & { readonly number: number }): unknown {
        const token = `hush-${number}`;
        const whole = secret === undefined ? profile : { ...profile, slack: { access_token: token } };
        if (isText && home !== "Profile") {
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

    /** What stays as it is leaves the state; where nothing has taken it over when it is dropped, nobody takes it away. */
    private noteLeft({ isDone, lines }: Outcome): void {
        for (const line of lines.filter((line) => /stays? as (it is|they are)/.test(line))) {
            const isNamed = userIds.some((userId) => line.includes(userId));
            for (const userId of userIds.filter((userId) => !isNamed || line.includes(userId))) {
                workspaces.forEach((workspace) => this.left.add(keyOf({ workspace, userId })));
            }
        }
        if (isDone) {
            for (const key of this.declared.keys()) {
                this.left.delete(key);
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
    this.timeout(3_600_000);

    let temporary = "";
    before(() => {
        temporary = mkdtempSync(path.join(os.tmpdir(), "run-histories-"));
    });
    after(() => {
        rmSync(temporary, { recursive: true });
    });

    let histories = 0;

    for (const options of [
        { undeclaredKeys: "remove", onDelete: "empty" },
        { undeclaredKeys: "keep", onDelete: "delete" },
    ] as const) {
        it(`no declared user was ever emptied, no secret was in plain text in the state, and a refresh and an up make both workspaces as declared, under ${JSON.stringify(options)} (property)`, async () => {
            await fc.assert(
                fc.asyncProperty(manySteps, fc.boolean(), async (steps, runsProgram) => {
                    // Of its own for each history, as those that end take the connections of many runs with them.
                    const couriers = { "": await startEmulator(), other: await startEmulator() };
                    try {
                        const registers = path.join(temporary, `${histories++}`);
                        const history = new History(couriers, options, registers);
                        for (const one of steps) await history.take(one);
                        await history.settle();
                        history.expectAsDeclared();
                        await history.expectSettled();
                        await history.expectAnotherFormToSendNothing();
                        await history.destroy(runsProgram);
                    } finally {
                        await Promise.all(Object.values(couriers).map((courier) => courier.close()));
                    }
                }),
                sampled(60),
            );
        });
    }
});
