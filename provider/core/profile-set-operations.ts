import { forEachUser, type BulkResult } from "./bulk-operation";
import { concernOf } from "./failure-scope";
import type { Context } from "./run-services";
import { diffValues, type Change, type DeclaredValue } from "./values/compare";
import { isObject, own, type JsonObject } from "./values/json";
import { diffOptions, givenOptions, readOptions, type ProfileOptions } from "./profile-options";
import { PartialFailure } from "./messages/partial-failure";
import type { Problem } from "./messages/problem";
import { declareUserId, otherInputProblems, profileProblems, refusals, type Props } from "./input-checks";
import { readDeclaredKeys } from "./profile-reads";
import { createProfile, previewCreate, previewUpdate, removeProfile, updateProfile } from "./profile-writes";
import { Refusal } from "./messages/refusal";
import { count, counted } from "./messages/wording";
import { listed, summarizeUsers } from "./messages/change-summary";
import { containsUnknown, unknown } from "./values/unknown";

/** Each user's declared keys, by user id. */
export type Profiles = Readonly<Record<string, JsonObject>>;

/** Outputs, and inputs that have passed {@link ProfileSetResource.check} and are known. */
export interface ProfileSetProps extends Partial<ProfileOptions> {
    /** As last written or read. */
    readonly profiles: Profiles;
}

const sendsTheRest = "; the next `pulumi up` sends only the rest.";

/** What was written of a set before it failed, for the state, and the failure. */
export class PartlyWritten extends PartialFailure {
    readonly #result: BulkResult;

    constructor(
        result: BulkResult,
        readonly outputs: ProfileSetProps,
    ) {
        super("written", result, sendsTheRest);
        this.#result = result;
    }

    /** The failure where the outputs are more than the engine takes with one: the state stays as it was. */
    withoutOutputs(): PartialFailure {
        const next =
            this.#result.done.length === 0
                ? sendsTheRest
                : ", but the set is too large for Pulumi to note that of an update that failed: the next `pulumi up` " +
                  "sends them again. Split the set in several of less than 10 MiB.";
        return new PartialFailure("written", this.#result, next);
    }
}

/** Problems of so many users fit what a person still reads. */
const maxProblems = 10;

/** As JSON. The engine carries messages of 400 MB, and an update is one with the old and the new profiles. */
const maxBytes = 100 * 1024 * 1024;

/** The life of one `ProfileSet`, on plain values. */
export class ProfileSetResource {
    readonly #context: Context;
    /** Whether a write may follow: a refresh and a destroy check nothing. */
    #hasChecked = false;

    constructor(context: Context) {
        this.#context = context;
    }

    /**
     * What is wrong with the inputs of a set that the program declares.
     *
     * @param olds the inputs of the last run; empty for a new set
     * @param resource the set's name in messages; undefined where the engine does not tell it
     * @param otherUserIds what the program has declared elsewhere
     */
    async check(
        olds: Props,
        inputs: Props,
        resource: string | undefined,
        otherUserIds: readonly string[],
    ): Promise<readonly Problem[]> {
        this.#hasChecked = true;
        const problems = [
            ...this.#context.settingsProblems(),
            ...this.#profilesProblems(inputs.profiles, resource),
            ...otherInputProblems(inputs, ["profiles"]),
        ];
        for (const userId of otherUserIds) {
            this.#context.declared.declare(userId, undefined);
        }
        if (problems.length > 0 || containsUnknown(inputs)) {
            return firstProblems(problems);
        }
        const { profiles, ...options } = knownProps(inputs);
        const before = isObject(olds.profiles) ? olds.profiles : {};
        const created = Object.keys(profiles).filter((userId) => own(before, userId) === undefined);
        return firstProblems(
            await this.#previews(created, resource, (userId) =>
                previewCreate(
                    this.#context.courierFor(userId),
                    userId,
                    profileOf(profiles, userId),
                    readOptions(options),
                ),
            ),
        );
    }

    /** What differs between the outputs of the last run and the inputs of this one. */
    async diff(outputs: ProfileSetProps, inputs: Props): Promise<readonly Change[]> {
        const profileChanges = diffValues(outputs.profiles, inputs.profiles as DeclaredValue, ["profiles"]);
        if (profileChanges.length > 0 && this.#hasChecked) {
            await this.#context.inform(summarizeUsers(profileChanges), this.#resourceOf(inputs.profiles));
            if (!containsUnknown(inputs)) {
                await this.#refuseUpdates(outputs, knownProps(inputs));
            }
        }
        return [...profileChanges, ...diffOptions(outputs, inputs)];
    }

    /** @throws PartlyWritten where some profiles could not be written */
    async create(inputs: ProfileSetProps): Promise<ProfileSetProps> {
        return this.update({ profiles: {} }, inputs);
    }

    /**
     * Writes the profiles that differ, then takes away those that are declared no more.
     *
     * @throws PartlyWritten where some of it could not be done
     */
    async update(outputs: ProfileSetProps, inputs: ProfileSetProps): Promise<ProfileSetProps> {
        const { profiles: before } = outputs;
        const { profiles: after } = inputs;
        const options = readOptions(inputs);
        const resource = this.#resourceOf(after);
        const changed = Object.keys(after).filter((userId) => differs(before, after, userId));
        const removed = Object.keys(before).filter((userId) => own(after, userId) === undefined);

        const written = await this.#forEach(changed, resource, (userId) =>
            this.#write(
                userId,
                own(before, userId) as JsonObject | undefined,
                profileOf(after, userId),
                options,
            ),
        );
        // Last, so that the program has had the time to declare elsewhere what it has moved there.
        const taken =
            written.untried.length > 0
                ? untriedResult(removed)
                : await this.#takeAway(removed, before, options, resource);

        const result = bothResults(written, taken);
        const isDone = new Set(result.done);
        const isChanged = new Set(changed);
        const isWritten = (userId: string): boolean => isDone.has(userId) || !isChanged.has(userId);
        const profiles = Object.fromEntries([
            ...Object.entries(before).filter(([userId]) => !isDone.has(userId)),
            ...Object.entries(after).filter(([userId]) => isWritten(userId)),
        ]);
        const newOutputs = { profiles, ...givenOptions(inputs) };
        if (result.failed.size > 0) {
            throw new PartlyWritten(result, newOutputs);
        }
        return newOutputs;
    }

    /** @throws PartialFailure where some profiles could not be taken away; doing it again is safe. */
    async delete(outputs: ProfileSetProps): Promise<void> {
        const { profiles } = outputs;
        const result = await this.#takeAway(Object.keys(profiles), profiles, readOptions(outputs));
        if (result.failed.size > 0) {
            throw new PartialFailure("taken away", result);
        }
    }

    /**
     * The outputs as the server has them now, without the users whose profile is gone.
     *
     * @throws PartialFailure where some profiles could not be read
     */
    async refresh(outputs: ProfileSetProps): Promise<ProfileSetProps> {
        const { profiles: declared } = outputs;
        const found = new Map<string, JsonObject>();
        const result = await this.#forEach(Object.keys(declared), undefined, async (userId) => {
            const courier = this.#context.courierFor(userId);
            const profile = await readDeclaredKeys(courier, userId, profileOf(declared, userId));
            if (profile) {
                found.set(userId, profile);
            }
        });
        if (result.failed.size > 0) {
            throw new PartialFailure("read", result);
        }
        // In the order of the state, so that an unchanged set reads as unchanged.
        const profiles = Object.fromEntries(
            Object.keys(declared).flatMap((userId) => {
                const profile = found.get(userId);
                return profile ? [[userId, profile] as const] : [];
            }),
        );
        return { ...outputs, profiles };
    }

    #profilesProblems(profiles: unknown, resource: string | undefined): Problem[] {
        if (profiles === unknown) {
            return [];
        }
        if (!isObject(profiles)) {
            return [{ property: "profiles", reason: "must be an object of user ids, each with its profile" }];
        }
        return [
            ...sizeProblems(profiles),
            ...Object.entries(profiles).flatMap(([userId, profile]) => {
                const path = `profiles[${JSON.stringify(userId)}]`;
                return [
                    ...declareUserId(this.#context, userId, path, resource),
                    ...profileProblems(profile, path),
                ];
            }),
        ];
    }

    /** @throws Refusal where an update of some user would end in one */
    async #refuseUpdates(outputs: ProfileSetProps, inputs: ProfileSetProps): Promise<void> {
        const { profiles: before } = outputs;
        const { profiles: after } = inputs;
        const changed = Object.keys(after).filter(
            (userId) => own(before, userId) !== undefined && differs(before, after, userId),
        );
        const problems = await this.#previews(changed, this.#resourceOf(after), (userId) => {
            const change = { userId, before: profileOf(before, userId), after: profileOf(after, userId) };
            return previewUpdate(this.#context.courierFor(userId), change, readOptions(inputs));
        });
        if (problems.length > 0) {
            throw new Refusal(
                firstProblems(problems)
                    .map(({ reason }) => reason)
                    .join("\n"),
            );
        }
    }

    async #previews(
        userIds: readonly string[],
        resource: string | undefined,
        preview: (userId: string) => Promise<void>,
    ): Promise<Problem[]> {
        const problems: Problem[] = [];
        const result = await this.#forEach(userIds, resource, async (userId) => {
            problems.push(...(await refusals(preview(userId))));
        });
        if (result.failed.size > 0) {
            throw new PartialFailure("read", result);
        }
        return problems;
    }

    async #write(
        userId: string,
        before: JsonObject | undefined,
        after: JsonObject,
        options: ProfileOptions,
    ): Promise<void> {
        await this.#context.locks.run(userId, () => {
            const courier = this.#context.courierFor(userId);
            return before
                ? updateProfile(courier, { userId, before, after }, options)
                : createProfile(courier, userId, after, options);
        });
    }

    /** Takes away the profiles that the program has not declared elsewhere; `resource` is the set itself, if it stays. */
    async #takeAway(
        userIds: readonly string[],
        profiles: Profiles,
        options: ProfileOptions,
        resource?: string,
    ): Promise<BulkResult> {
        const kept: string[] = [];
        const result = await this.#forEach(userIds, resource, (userId) =>
            this.#context.locks.run(userId, async () => {
                if (this.#context.declared.has(userId)) {
                    kept.push(userId);
                    return;
                }
                await removeProfile(
                    this.#context.courierFor(userId),
                    userId,
                    profileOf(profiles, userId),
                    options,
                );
            }),
        );
        const [first] = kept;
        if (first !== undefined) {
            const [subject, object] =
                kept.length === 1
                    ? ["1 profile was", "this user id"]
                    : [`${count(kept.length)} profiles were`, "these user ids"];
            await this.#context.warn(
                `${subject} not emptied: the program still declares ${object} (${listed(kept)})`,
                resource ?? this.#context.declared.resourceOf(first),
            );
        }
        return result;
    }

    /** The set's own name, where this process has checked it. */
    #resourceOf(profiles: unknown): string | undefined {
        const [first] = isObject(profiles) ? Object.keys(profiles) : [];
        return first === undefined ? undefined : this.#context.declared.resourceOf(first);
    }

    #forEach(
        userIds: readonly string[],
        resource: string | undefined,
        operation: (userId: string) => Promise<unknown>,
    ): Promise<BulkResult> {
        return forEachUser(userIds, operation, concernOf, (line) => {
            // A line that cannot be shown must not end the work.
            this.#context.inform(line, resource).catch(() => undefined);
        });
    }
}

function sizeProblems(profiles: JsonObject): Problem[] {
    const bytes = Buffer.byteLength(JSON.stringify(profiles));
    if (bytes <= maxBytes) {
        return [];
    }
    const mebibytes = Math.ceil(bytes / 1024 / 1024);
    const reason = `has ${mebibytes} MiB of JSON; Pulumi's engine carries 100 MiB safely: split the set in several`;
    return [{ property: "profiles", reason }];
}

function knownProps(inputs: Props): ProfileSetProps {
    return inputs as unknown as ProfileSetProps;
}

function profileOf(profiles: Profiles, userId: string): JsonObject {
    return (own(profiles, userId) ?? {}) as JsonObject;
}

function differs(before: Profiles, after: Profiles, userId: string): boolean {
    return diffValues(own(before, userId), own(after, userId)).length > 0;
}

function untriedResult(userIds: readonly string[]): BulkResult {
    return { done: [], failed: new Map(), untried: userIds };
}

function bothResults(first: BulkResult, second: BulkResult): BulkResult {
    return {
        done: [...first.done, ...second.done],
        failed: new Map([...first.failed, ...second.failed]),
        untried: [...first.untried, ...second.untried],
    };
}

function firstProblems(problems: readonly Problem[]): readonly Problem[] {
    const more = problems.length - maxProblems;
    return more > 0
        ? [
              ...problems.slice(0, maxProblems),
              { property: "", reason: `and ${counted(more, "more problem")}` },
          ]
        : problems;
}
