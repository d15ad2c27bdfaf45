import { bothResults, forEachUser, type BulkResult } from "./bulk-operation";
import {
    enterUserId,
    givenProfileProblems,
    noteUserIds,
    otherInputProblems,
    type Props,
    type ResourceFacts,
} from "../input-checks";
import { summarizeChanges, summarizeDrift, summarizeRounded } from "../messages/change-summary";
import { MessageError } from "../messages/message-error";
import { namedKeys, namedResource, withoutUserId, type Secrecy } from "../messages/names";
import { PartialFailure } from "../messages/partial-failure";
import {
    firstProblems,
    inputProblem,
    insideSecret,
    problemSentence,
    type Problem,
} from "../messages/problem";
import { Refusal } from "../messages/refusal";
import { compareOptions, givenOptions, readOptions, type ProfileOptions } from "../profile-options";
import { readDeclaredKeys, type ReadProfile } from "../profile-reads";
import {
    previewRemoval,
    previewWrite,
    readsBeforeCreating,
    writeProfile,
    type ProfileRemoval,
    type ProfileWrite,
} from "../profile-writes";
import { groupedRefusals } from "../refusal-problems";
import type { RunServices } from "../run-services";
import {
    compareSets,
    listChanges,
    membersOf,
    profileOf,
    type SetChanges,
    type SetMembers,
} from "./set-changes";
import { takeAway, type Removals } from "./set-removals";
import { compare, type Change } from "../values/compare";
import { inFormOf, profileValue } from "../values/declared-profile";
import { isObject, type JsonObject } from "../values/json";
import { formatPath } from "../values/key-path";
import { jsonBytes } from "../values/size";
import { containsUnknown, unknown } from "../values/unknown";

/** Outputs, and inputs that have passed {@link ProfileSetOperations.check} and are known. */
interface SetState {
    readonly members: SetMembers;
    readonly options: ProfileOptions;
}

const sendsTheRest = "; the next `pulumi up` sends only the rest.";

/** What a set has after it was written, for the state. */
export interface WrittenSet {
    readonly outputs: Props;
    /** The users whose profiles in the outputs are those of the last run, not the inputs' ones. */
    readonly carriedOver: ReadonlySet<string>;
}

/** A set that was written in part, and the failure. */
export class PartlyWritten extends PartialFailure implements WrittenSet {
    readonly outputs: Props;
    readonly carriedOver: ReadonlySet<string>;

    constructor(
        readonly result: BulkResult,
        { outputs, carriedOver }: WrittenSet,
        readonly areUserIdsSecret: boolean,
    ) {
        super("written", result, { next: sendsTheRest, areUserIdsSecret });
        this.outputs = outputs;
        this.carriedOver = carriedOver;
    }

    /** The failure where the outputs are more than the engine takes with one: the state stays as it was. */
    withoutOutputs(): PartialFailure {
        const next =
            this.result.done.length === 0
                ? sendsTheRest
                : ", but the set is too large for Pulumi to note that of an update that failed: the next `pulumi up` " +
                  "sends them again. Split the set in several of less than 10 MiB.";
        return new PartialFailure("written", this.result, { next, areUserIdsSecret: this.areUserIdsSecret });
    }
}

/** As JSON. The engine carries messages of 400 MB, and an update is one with the old and the new profiles. */
const maxBytes = 100 * 1024 * 1024;

/** The life of one `ProfileSet`, on plain values. */
export class ProfileSetOperations {
    readonly #services: RunServices;
    /** Whether a write may follow: a refresh and a destroy check nothing. */
    #hasChecked = false;
    /** The profiles in the inputs of the last run, of the sets that this process has checked. */
    readonly #lastGiven = new Map<string, unknown>();
    /** What others have written, as far as this process has read it. */
    readonly #undeclared = new Map<string, ReadProfile["undeclared"]>();

    constructor(services: RunServices) {
        this.#services = services;
    }

    /** Forgets what the stack has declared until now: that was in another workspace. */
    forgetLastDeclared(): void {
        this.#lastGiven.clear();
    }

    /**
     * What is wrong with the inputs of a set that the program declares.
     *
     * @param olds the inputs of the last run; empty for a new set
     */
    async check(olds: Props, inputs: Props, facts: ResourceFacts = {}): Promise<readonly Problem[]> {
        this.#hasChecked = true;
        this.#services.register.enterCheck();
        const oldProfiles = isObject(olds.profiles) ? olds.profiles : {};
        if (readsBeforeCreating(readOptions(inputs))) {
            for (const [userId, given] of Object.entries(oldProfiles)) {
                this.#lastGiven.set(userId, given);
            }
        }
        const problems = [
            ...this.#services.settingsProblems(),
            ...this.#profilesProblems(inputs.profiles, oldProfiles, facts),
            ...otherInputProblems(inputs, ["profiles"]),
        ];
        const isNew = Object.keys(olds).length === 0;
        if (problems.length > 0 || !isNew || containsUnknown(inputs)) {
            return firstProblems(problems);
        }
        const state = readState(inputs);
        const changes = compareSets(new Map(), state.members);
        await this.#tellOfChanges(changes, state, facts);
        return firstProblems(await this.#refusals(changes, new Map(), state, facts));
    }

    /**
     * What differs between the outputs of the last run and the inputs of this one.
     *
     * @throws Refusal where the update would end in one
     */
    async diff(outputs: Props, inputs: Props, facts: ResourceFacts = {}): Promise<readonly Change[]> {
        const options = compareOptions(outputs, inputs);
        if (!isObject(inputs.profiles)) {
            return [{ path: ["profiles"], kind: "update" }, ...options];
        }
        const before = readState(outputs).members;
        const after = { members: membersOf(inputs.profiles), options: readOptions(inputs) };
        const changes = compareSets(before, after.members);
        const list = listChanges(changes);
        if (list.length > 0 && this.#hasChecked) {
            await this.#tellOfChanges(changes, after, facts);
            if (!containsUnknown(inputs)) {
                const problems = await this.#refusals(changes, before, after, facts);
                if (problems.length > 0) {
                    throw new Refusal(firstProblems(problems).map(problemSentence).join("\n"));
                }
            }
        }
        return [...list, ...options];
    }

    /** Takes note of a set that is previewed, or skipped in a run: what it declares is never taken away. */
    note({ profiles }: Props, facts: ResourceFacts = {}): void {
        const userIds = isObject(profiles)
            ? Object.keys(profiles)
            : [profiles].filter((all) => all === unknown);
        noteUserIds(this.#services, userIds, facts);
    }

    /** @throws PartlyWritten where some profiles could not be written */
    async create(inputs: Props, facts: ResourceFacts = {}): Promise<WrittenSet> {
        return this.update({ profiles: {} }, inputs, facts);
    }

    /**
     * Writes the profiles that differ, then takes away those that are declared no more.
     *
     * @throws PartlyWritten where some of it could not be done
     */
    async update(outputs: Props, inputs: Props, facts: ResourceFacts = {}): Promise<WrittenSet> {
        const before = readState(outputs).members;
        const after = readState(inputs);
        const { added, changed, removed } = compareSets(before, after.members);
        const toWrite = [...after.members.keys()].filter(
            (userId) => !before.has(userId) || changed.has(userId),
        );
        const written = await this.#forEach(toWrite, this.#urnOf(after.members, facts), async (userId) => {
            await this.#services.locks.run(userId, () =>
                writeProfile(
                    this.#services.courierFor(userId),
                    this.#write(userId, before, after, facts),
                    (line) => this.#services.inform(line, this.#urnOf(after.members, facts)),
                ),
            );
        });
        // Last, so that the program has had the time to declare elsewhere what it has moved there.
        const removals =
            written.untried.length > 0
                ? { result: untried(removed), waiting: [], suspicion: undefined }
                : await this.#takeAway(removed, { members: before, options: after.options }, after, facts);

        if (removals.suspicion !== undefined) {
            await this.#services.warn(removals.suspicion, this.#urnOf(after.members, facts));
        }

        const result = bothResults(written, removals.result);
        const isDone = new Set(result.done);
        for (const userId of removals.waiting) {
            isDone.delete(userId);
        }
        const isUndone = new Set([...toWrite, ...removed].filter((userId) => !isDone.has(userId)));
        const carriedOver = new Map([...before].filter(([userId]) => isUndone.has(userId)));
        const current = [...after.members].filter(([userId]) => !isUndone.has(userId));
        const set = {
            outputs: {
                profiles: givenProfiles([...carriedOver, ...current]),
                ...givenOptions(after.options),
            },
            carriedOver: new Set(carriedOver.keys()),
        };
        if (result.failed.size > 0) {
            const areUserIdsSecret = this.#areUserIdsSecret([...added, ...changed.keys(), ...removed], facts);
            throw new PartlyWritten(result, set, areUserIdsSecret);
        }
        return set;
    }

    /** @throws PartialFailure where some profiles could not be taken away; doing it again is safe. */
    async delete(outputs: Props, facts: ResourceFacts = {}): Promise<void> {
        const state = readState(outputs);
        const userIds = [...state.members.keys()];
        const { result, suspicion } = await this.#takeAway(userIds, state, undefined, facts);
        if (result.failed.size > 0) {
            if (suspicion !== undefined) {
                await this.#services.warn(suspicion, facts.urn);
            }
            const areUserIdsSecret = this.#areUserIdsSecret(userIds, facts);
            throw new PartialFailure("taken away", result, { areUserIdsSecret });
        }
        if (suspicion !== undefined) {
            throw new Refusal(suspicion);
        }
    }

    /**
     * The outputs as the server has them now, without the users whose profile is gone.
     *
     * @throws PartialFailure where some profiles could not be read
     */
    async refresh(outputs: Props, facts: ResourceFacts = {}): Promise<Props> {
        const { members, options } = readState(outputs);
        const found = new Map<string, ReadProfile>();
        const result = await this.#forEach([...members.keys()], facts.urn, async (userId) => {
            const courier = this.#services.courierFor(userId);
            const profile = await readDeclaredKeys(courier, userId, profileOf(members, userId));
            if (profile) {
                found.set(userId, profile);
                this.#undeclared.set(userId, profile.undeclared);
            }
        });
        if (result.failed.size > 0) {
            const areUserIdsSecret = this.#areUserIdsSecret([...members.keys()], facts);
            throw new PartialFailure("read", result, { areUserIdsSecret });
        }
        // In the order of the state, so that an unchanged set reads as unchanged.
        const drifted = new Map<string, readonly Change[]>();
        const profiles = [...members].flatMap(([userId, { given, value }]) => {
            const read = found.get(userId);
            if (!read) {
                return [];
            }
            const changes = compare(value, read.profile);
            if (changes.length > 0) {
                drifted.set(userId, changes);
            }
            return [[userId, { given: changes.length > 0 ? inFormOf(given, read.profile) : given }] as const];
        });
        const gone = [...members.keys()].filter((userId) => !found.has(userId));
        await this.#tellOfRefresh(drifted, gone, found, facts);
        return { profiles: givenProfiles(profiles), ...givenOptions(options) };
    }

    #profilesProblems(profiles: unknown, oldProfiles: Props, facts: ResourceFacts): Problem[] {
        if (profiles === unknown) {
            return [];
        }
        if (!isObject(profiles)) {
            return [inputProblem("profiles", "must be an object of user ids, each with its profile")];
        }
        return [
            ...sizeProblems(profiles),
            ...Object.entries(profiles).flatMap(([userId, given]) =>
                this.#memberProblems(userId, given, !Object.hasOwn(oldProfiles, userId), facts),
            ),
        ];
    }

    #memberProblems(userId: string, given: unknown, isNew: boolean, facts: ResourceFacts): Problem[] {
        const path = `profiles[${JSON.stringify(userId)}]`;
        const problems = [
            ...enterUserId(this.#services, userId, path, facts, isNew),
            ...givenProfileProblems(given, path),
        ];
        const secrecy = this.#secrecyOf(userId, facts);
        if (secrecy.userIds) {
            return problems.map((problem) =>
                insideSecret("profiles", { ...problem, reason: withoutUserId(problem.reason, userId) }),
            );
        }
        return secrecy.keys ? problems.map((problem) => insideSecret(path, problem)) : problems;
    }

    /** The refusals that an update would end in: of what it writes, and of what it takes away. */
    async #refusals(
        { added, changed, removed }: SetChanges,
        before: SetMembers,
        after: SetState,
        facts: ResourceFacts,
    ): Promise<Problem[]> {
        const refused = new Map<string, Refusal>();
        const written = [...added, ...changed.keys()];
        const isWritten = new Set(written);
        const { onDelete } = after.options;
        const leaving = removed.filter(
            (userId) => onDelete !== "retain" && this.#services.register.standingOf(userId).kind === "free",
        );
        const all = [...written, ...leaving];
        const result = await this.#forEach(all, this.#urnOf(after.members, facts), async (userId) => {
            try {
                const courier = this.#services.courierFor(userId);
                await (isWritten.has(userId)
                    ? previewWrite(courier, this.#write(userId, before, after, facts))
                    : previewRemoval(courier, this.#removal(userId, before, after, facts)));
            } catch (error) {
                if (!(error instanceof Refusal)) {
                    throw error;
                }
                refused.set(userId, error);
            }
        });
        const areUserIdsSecret = this.#areUserIdsSecret(all, facts);
        if (result.failed.size > 0) {
            throw new PartialFailure("read", result, { areUserIdsSecret });
        }
        return groupedRefusals(refused, areUserIdsSecret);
    }

    #lastDeclared(userId: string): JsonObject | undefined {
        const value = profileValue(this.#lastGiven.get(userId));
        // The engine's own, as JSON.
        return isObject(value) ? (value as JsonObject) : undefined;
    }

    #removal(
        userId: string,
        before: SetMembers,
        { options }: SetState,
        facts: ResourceFacts,
    ): ProfileRemoval {
        const secrecy = this.#secrecyOf(userId, facts);
        return { userId, before: profileOf(before, userId), options, secrecy, leavesSet: true };
    }

    #write(
        userId: string,
        before: SetMembers,
        { members, options }: SetState,
        facts: ResourceFacts,
    ): ProfileWrite {
        return {
            userId,
            before: before.has(userId) ? profileOf(before, userId) : undefined,
            after: profileOf(members, userId),
            options,
            secrecy: this.#secrecyOf(userId, facts),
            lastDeclared: before.has(userId) ? undefined : this.#lastDeclared(userId),
        };
    }

    /** @param stays the set itself, if it does; its members tell whose the lines are */
    async #takeAway(
        userIds: readonly string[],
        { members, options }: SetState,
        stays: SetState | undefined,
        facts: ResourceFacts,
    ): Promise<Removals> {
        if (options.onDelete === "retain") {
            return {
                result: { done: userIds, failed: new Map(), untried: [] },
                waiting: [],
                suspicion: undefined,
            };
        }
        const urn = stays ? this.#urnOf(stays.members, facts) : facts.urn;
        return takeAway(this.#services, {
            members,
            options,
            secrecyOf: (userId) => this.#secrecyOf(userId, facts),
            facts: { ...facts, urn },
            leavesSet: stays !== undefined,
            forEach: (operation) => this.#forEach(userIds, urn, operation),
        });
    }

    async #tellOfChanges(
        changes: SetChanges,
        { members, options }: SetState,
        facts: ResourceFacts,
    ): Promise<void> {
        const { added, changed, removed } = changes;
        const urn = this.#urnOf(members, facts);
        const declaredElsewhere = new Map(
            removed.flatMap((userId) => {
                const standing = this.#services.register.standingOf(userId);
                if (standing.kind !== "declared") {
                    return [];
                }
                const by = standing.resource ? namedResource(standing.resource) : "the program";
                const clause = standing.isUnclear ? ", if that is in the same Courier workspace" : "";
                return [[userId, `${by}${clause}`] as const];
            }),
        );
        const areNamesSecret = this.#areNamesSecret([...added, ...changed.keys(), ...removed], facts);
        const isRetained = options.onDelete === "retain";
        const summary = summarizeChanges(changes, { areNamesSecret, declaredElsewhere, isRetained });
        if (summary !== "") {
            await this.#services.inform(summary, urn);
        }
        if (options.undeclaredKeys === "remove") {
            const lost = [...changed.keys()].flatMap((userId) => this.#undeclared.get(userId) ?? []);
            if (lost.length > 0) {
                const secrecy = { userIds: areNamesSecret, keys: areNamesSecret, values: false };
                const unique = [...new Map(lost.map((path) => [formatPath(path), path])).values()];
                await this.#services.inform(
                    `removes keys that are not declared: ${namedKeys(unique, secrecy)}`,
                    urn,
                );
            }
        }
    }

    async #tellOfRefresh(
        drifted: ReadonlyMap<string, readonly Change[]>,
        gone: readonly string[],
        found: ReadonlyMap<string, ReadProfile>,
        facts: ResourceFacts,
    ): Promise<void> {
        const areNamesSecret = this.#areNamesSecret(found.keys(), facts);
        const summary = summarizeDrift(drifted, gone, areNamesSecret);
        if (summary !== "") {
            await this.#services.inform(summary, facts.urn);
        }
        const rounded = new Map(
            [...found]
                .map(([userId, read]) => [userId, read.rounded] as const)
                .filter(([, at]) => at.length > 0),
        );
        if (rounded.size > 0) {
            await this.#services.warn(summarizeRounded(rounded, areNamesSecret), facts.urn);
        }
    }

    /** The set's own name: what the face knows, else that of whoever declares its first user. */
    #urnOf(members: SetMembers, { urn }: ResourceFacts): string | undefined {
        const [first] = members.keys();
        return urn ?? (first === undefined ? undefined : this.#services.register.resourceOf(first));
    }

    #secrecyOf(userId: string, { secrecyOf }: ResourceFacts): Secrecy {
        return secrecyOf?.(userId) ?? this.#services.register.secrecyOf(userId);
    }

    #areNamesSecret(userIds: Iterable<string>, facts: ResourceFacts): boolean {
        return [...userIds].some((userId) => {
            const secrecy = this.#secrecyOf(userId, facts);
            return secrecy.userIds || secrecy.keys;
        });
    }

    #areUserIdsSecret(userIds: readonly string[], facts: ResourceFacts): boolean {
        return userIds.some((userId) => this.#secrecyOf(userId, facts).userIds);
    }

    #forEach(
        userIds: readonly string[],
        resource: string | undefined,
        operation: (userId: string) => Promise<unknown>,
    ): Promise<BulkResult> {
        return forEachUser(userIds, operation, (line) => {
            // A line that cannot be shown must not end the work.
            this.#services.inform(line, resource).catch(() => undefined);
        });
    }
}

function sizeProblems(profiles: Props): Problem[] {
    const bytes = jsonBytes(profiles);
    if (bytes <= maxBytes) {
        return [];
    }
    const mebibytes = Math.ceil(bytes / 1024 / 1024);
    const reason = `has ${mebibytes} MiB of JSON; Pulumi's engine carries 100 MiB safely: split the set in several`;
    return [inputProblem("profiles", reason)];
}

/** @throws MessageError where the state is not one that this package has written */
function readState(props: Props): SetState {
    const { profiles } = props;
    if (!isObject(profiles)) {
        throw new MessageError("the set has no profiles", "inputs");
    }
    return { members: membersOf(profiles), options: readOptions(props) };
}

function givenProfiles(members: Iterable<readonly [string, { readonly given: unknown }]>): Props {
    return Object.fromEntries(Array.from(members, ([userId, { given }]) => [userId, given]));
}

function untried(userIds: readonly string[]): BulkResult {
    return { done: [], failed: new Map(), untried: userIds };
}
