import {
    enterUserId,
    noteUserIds,
    otherInputProblems,
    profileProblems,
    type Props,
    type ResourceFacts,
} from "./input-checks";
import { MessageError } from "./messages/message-error";
import { namedKeys, namedResource, namedUser, type Secrecy } from "./messages/names";
import { inputProblem, insideSecret, type Problem } from "./messages/problem";
import { Refusal } from "./messages/refusal";
import { roundedWarning } from "./messages/rounded-warning";
import { compareOptions, givenOptions, readOptions, type ProfileOptions } from "./profile-options";
import { readDeclaredKeys, readWholeProfile } from "./profile-reads";
import {
    previewRemoval,
    previewWrite,
    removeProfile,
    writeProfile,
    type ProfileWrite,
} from "./profile-writes";
import { refusalProblems } from "./refusal-problems";
import type { RunServices } from "./run-services";
import { compare, type Change, type DeclaredValue } from "./values/compare";
import { isObject, own, type JsonObject } from "./values/json";
import { formatPath, type Path } from "./values/key-path";
import { containsUnknown, unknown } from "./values/unknown";

/** Outputs, and inputs that have passed {@link ProfileOperations.check} and are known. */
interface ProfileState {
    readonly userId: string;
    /** The declared keys, as last written or read. */
    readonly profile: JsonObject;
    readonly options: ProfileOptions;
}

export interface Diff {
    readonly changes: readonly Change[];
    /** The changed inputs that only a new resource can take. */
    readonly replaces: readonly string[];
}

/** The life of one `Profile`, on plain values. */
export class ProfileOperations {
    readonly #services: RunServices;
    /** The users that this process has checked: a refresh and a destroy check none, and write none. */
    readonly #checked = new Set<string>();
    /** What the inputs of the last run declare of the users whose resources this process has checked. */
    readonly #lastDeclared = new Map<string, JsonObject>();
    /** What others have written, as far as this process has read it. */
    readonly #undeclared = new Map<string, readonly (readonly string[])[]>();
    /** By URN: numbers of a profile that was read whole, which may be shown and not be declared. */
    readonly #rounded = new Map<string, readonly Path[]>();

    constructor(services: RunServices) {
        this.#services = services;
    }

    /** Forgets what the stack has declared until now: that was in another workspace. */
    forgetLastDeclared(): void {
        this.#lastDeclared.clear();
    }

    /**
     * What is wrong with the inputs of a resource that the program declares.
     *
     * @param olds the inputs of the last run; empty for a new resource
     */
    async check(olds: Props, inputs: Props, facts: ResourceFacts = {}): Promise<readonly Problem[]> {
        const { userId } = inputs;
        const isNew = olds.userId !== userId;
        this.#services.register.enterCheck();
        if (typeof userId === "string") {
            this.#checked.add(userId);
            if (!isNew && isObject(olds.profile)) {
                // The engine's own, as JSON.
                this.#lastDeclared.set(userId, olds.profile as JsonObject);
            }
        }
        const problems = [
            ...this.#services.settingsProblems(),
            // Entered also beside other problems: with --continue-on-error deletions follow a failed check.
            ...(userId === unknown ? [] : enterUserId(this.#services, userId, "userId", facts, isNew)),
            ...this.#profileProblems(inputs, facts),
            ...this.#roundedProblems(inputs.profile, facts),
            ...otherInputProblems(inputs, ["userId", "profile"]),
        ];
        if (problems.length > 0 || !isNew || containsUnknown(inputs)) {
            return problems;
        }
        const state = readState(inputs);
        return refusalProblems(() =>
            previewWrite(this.#services.courierFor(state.userId), this.#write(undefined, state, facts)),
        );
    }

    /**
     * What differs between the outputs of the last run and the inputs of this one.
     *
     * @throws Refusal where the update, or the deletion of a replaced resource, would end in one
     */
    async diff(outputs: Props, inputs: Props, facts: ResourceFacts = {}): Promise<Diff> {
        const before = readState(outputs);
        const idChanges = compare(before.userId, inputs.userId as DeclaredValue, ["userId"]);
        const profileChanges = compare(before.profile, inputs.profile as DeclaredValue, ["profile"]);
        const diff = {
            changes: [...idChanges, ...profileChanges, ...compareOptions(outputs, inputs)],
            replaces: idChanges.length > 0 ? ["userId"] : [],
        };
        if (containsUnknown(inputs)) {
            return diff;
        }
        const after = readState(inputs);
        if (!this.#checked.has(after.userId)) {
            return diff;
        }
        if (idChanges.length > 0) {
            const { userId, profile, options } = before;
            const isTakenAway = options.onDelete !== "retain";
            if (isTakenAway && this.#services.register.standingOf(userId).kind === "free") {
                const secrecy = this.#secrecyOf(userId, facts);
                await previewRemoval(this.#services.courierFor(userId), {
                    userId,
                    before: profile,
                    options,
                    secrecy,
                });
            }
        } else if (profileChanges.length > 0) {
            const write = this.#write(before, after, facts);
            await this.#tellOfUpdate(write, profileChanges, facts);
            await previewWrite(this.#services.courierFor(after.userId), write);
        }
        return diff;
    }

    /** Takes note of a resource that is previewed, or skipped in a run: what it declares is never taken away. */
    note(inputs: Props, facts: ResourceFacts = {}): void {
        noteUserIds(this.#services, [inputs.userId], facts);
    }

    async create(inputs: Props, facts: ResourceFacts = {}): Promise<Props> {
        return this.#put(undefined, readState(inputs), facts);
    }

    /** Another option alone writes nothing: it holds from the next write on. */
    async update(outputs: Props, inputs: Props, facts: ResourceFacts = {}): Promise<Props> {
        const before = readState(outputs);
        const after = readState(inputs);
        return compare(before.profile, after.profile).length > 0
            ? this.#put(before, after, facts)
            : propsOf(after);
    }

    async delete(outputs: Props, facts: ResourceFacts = {}): Promise<void> {
        const state = readState(outputs);
        const { userId, profile, options } = state;
        if (options.onDelete === "retain") {
            return;
        }
        const { register, locks } = this.#services;
        const secrecy = this.#secrecyOf(userId, facts);
        await locks.run(userId, async () => {
            // Looked up only now: an operation that waited for its turn may have been overtaken by a check.
            const standing = register.standingOf(userId, facts.urn);
            if (standing.kind === "declared") {
                const by = standing.resource === undefined ? "the program" : namedResource(standing.resource);
                await this.#services.inform(
                    `the profile of ${namedUser(userId, secrecy)} stays as it is: ${by} declares it` +
                        (standing.isUnclear ? ", if that is in the same Courier workspace" : ""),
                    facts.urn ?? standing.resource,
                );
            } else if (standing.kind === "waiting") {
                throw new Refusal(
                    `the profile of ${namedUser(userId, secrecy)} was not taken away: the program waits for user ids ` +
                        "that are not known yet, or whose resource has failed, and this may be one of them. " +
                        "Run `pulumi up` again when they are known.",
                );
            } else {
                const courier = this.#services.courierFor(userId);
                await removeProfile(courier, { userId, before: profile, options, secrecy });
            }
        });
    }

    /** The outputs as the server has them now; undefined where the profile is gone. */
    async refresh(outputs: Props, facts: ResourceFacts = {}): Promise<Props | undefined> {
        const state = readState(outputs);
        const { userId } = state;
        const read = await readDeclaredKeys(this.#services.courierFor(userId), userId, state.profile);
        if (!read) {
            return undefined;
        }
        this.#undeclared.set(userId, read.undeclared);
        await this.#warnOfRounded(userId, read.rounded, facts);
        return propsOf({ ...state, profile: read.profile });
    }

    /** A whole profile that the program reads and does not declare. */
    async get(userId: string, facts: ResourceFacts = {}): Promise<Props> {
        this.#services.register.enterRead(userId);
        const read = await readWholeProfile(this.#services.courierFor(userId), userId);
        await this.#warnOfRounded(userId, read.rounded, facts);
        if (facts.urn !== undefined) {
            this.#rounded.set(facts.urn, read.rounded);
        }
        return { userId, profile: read.profile };
    }

    /** What was read, to be imported, and cannot be declared. */
    #roundedProblems(profile: unknown, { urn }: ResourceFacts): Problem[] {
        return (this.#rounded.get(urn ?? "") ?? [])
            .filter((path) => typeof valueAt(profile, path) === "number")
            .map((path) =>
                inputProblem(
                    formatPath(["profile", ...path]),
                    "is a number in Courier that JavaScript cannot hold, and would change with the next write; make it a " +
                        "text there first, or leave this profile out of the program",
                ),
            );
    }

    #profileProblems({ userId, profile }: Props, facts: ResourceFacts): Problem[] {
        const problems = profileProblems(profile, "profile");
        return typeof userId === "string" && this.#secrecyOf(userId, facts).keys
            ? problems.map((problem) => insideSecret("profile", problem))
            : problems;
    }

    #write(
        before: ProfileState | undefined,
        { userId, profile, options }: ProfileState,
        facts: ResourceFacts,
    ): ProfileWrite {
        const secrecy = this.#secrecyOf(userId, facts);
        const lastDeclared = this.#lastDeclared.get(userId);
        return { userId, before: before?.profile, after: profile, options, secrecy, lastDeclared };
    }

    async #put(before: ProfileState | undefined, after: ProfileState, facts: ResourceFacts): Promise<Props> {
        const { userId } = after;
        await this.#services.locks.run(userId, () =>
            writeProfile(this.#services.courierFor(userId), this.#write(before, after, facts), (line) =>
                this.#inform(line, userId, facts),
            ),
        );
        return propsOf(after);
    }

    /** Pulumi's own diff shows neither a change of a secret nor what others have written. */
    async #tellOfUpdate(
        { userId, options, secrecy }: ProfileWrite,
        changes: readonly Change[],
        facts: ResourceFacts,
    ): Promise<void> {
        const known = secrecy ?? this.#secrecyOf(userId, facts);
        if (known.values) {
            const keys = changes.map(({ path }) => path.slice(1));
            await this.#inform(`to change: ${namedKeys(keys, known)}`, userId, facts);
        }
        const undeclared = this.#undeclared.get(userId) ?? [];
        if (options.undeclaredKeys === "remove" && undeclared.length > 0) {
            const keys = namedKeys(undeclared, known);
            await this.#inform(`removes keys that are not declared: ${keys}`, userId, facts);
        }
    }

    async #warnOfRounded(userId: string, rounded: readonly Path[], facts: ResourceFacts): Promise<void> {
        if (rounded.length > 0) {
            await this.#services.warn(
                roundedWarning(userId, rounded, this.#secrecyOf(userId, facts)),
                facts.urn ?? this.#services.register.resourceOf(userId),
            );
        }
    }

    #inform(line: string, userId: string, { urn }: ResourceFacts): Promise<void> {
        return this.#services.inform(line, urn ?? this.#services.register.resourceOf(userId));
    }

    #secrecyOf(userId: string, { secrecyOf }: ResourceFacts): Secrecy {
        return secrecyOf?.(userId) ?? this.#services.register.secrecyOf(userId);
    }
}

function valueAt(value: unknown, path: Path): unknown {
    return path.reduce<unknown>(
        (above, key) =>
            typeof above === "object" && above !== null ? own(above as Props, String(key)) : undefined,
        value,
    );
}

/** @throws MessageError where the state is not one that this package has written */
function readState(props: Props): ProfileState {
    const { userId, profile } = props;
    if (typeof userId !== "string" || !isObject(profile)) {
        throw new MessageError("the resource has no userId or no profile", "inputs");
    }
    // What comes from the engine is JSON.
    return { userId, profile: profile as JsonObject, options: readOptions(props) };
}

function propsOf({ userId, profile, options }: ProfileState): Props {
    return { userId, profile, ...givenOptions(options) };
}
