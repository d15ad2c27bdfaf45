import type { Context } from "./run-services";
import { diffValues, type Change, type DeclaredValue } from "./values/compare";
import type { JsonObject } from "./values/json";
import { diffOptions, givenOptions, readOptions, type ProfileOptions } from "./profile-options";
import type { Problem } from "./messages/problem";
import { declareUserId, otherInputProblems, profileProblems, refusals, type Props } from "./input-checks";
import { readDeclaredKeys } from "./profile-reads";
import { createProfile, previewCreate, previewUpdate, removeProfile, updateProfile } from "./profile-writes";
import { Refusal } from "./messages/refusal";
import { containsUnknown, unknown } from "./values/unknown";
import { userIdProblem } from "./user-id-rules";

/** Outputs, and inputs that have passed {@link ProfileResource.check} and are known. */
export interface ProfileProps extends Partial<ProfileOptions> {
    readonly userId: string;
    /** The declared keys, as last written or read. */
    readonly profile: JsonObject;
}

export interface Diff {
    readonly changes: readonly Change[];
    /** The changed inputs that only a new resource can take. */
    readonly replaces: readonly string[];
}

/** The life of one `Profile`, on plain values. */
export class ProfileResource {
    readonly #context: Context;

    constructor(context: Context) {
        this.#context = context;
    }

    /**
     * What is wrong with the inputs of a resource that the program declares.
     *
     * @param resource the resource's name in messages; undefined where the engine does not tell it
     */
    async check(inputs: Props, isNew: boolean, resource: string | undefined): Promise<readonly Problem[]> {
        const { userId: declaredId, profile: declared } = inputs;
        const problems = [
            ...this.#context.settingsProblems(),
            // Declared also beside other problems: with --continue-on-error deletions follow a failed check.
            ...(declaredId === unknown ? [] : declareUserId(this.#context, declaredId, "userId", resource)),
            ...profileProblems(declared, "profile"),
            ...otherInputProblems(inputs, ["userId", "profile"]),
        ];
        if (problems.length > 0 || !isNew || containsUnknown(inputs)) {
            return problems;
        }
        const { userId, profile, ...options } = knownProps(inputs);
        return refusals(
            previewCreate(this.#context.courierFor(userId), userId, profile, readOptions(options)),
        );
    }

    /** What differs between the outputs of the last run and the inputs of this one. */
    async diff(outputs: ProfileProps, inputs: Props): Promise<Diff> {
        const replaces =
            diffValues(outputs.userId, inputs.userId as DeclaredValue).length > 0 ? ["userId"] : [];
        const profileChanges = diffValues(outputs.profile, inputs.profile as DeclaredValue, ["profile"]);
        const changes = [
            ...diffValues(outputs.userId, inputs.userId as DeclaredValue, ["userId"]),
            ...profileChanges,
            ...diffOptions(outputs, inputs),
        ];
        if (profileChanges.length > 0 && replaces.length === 0 && this.#isToBeWritten(inputs)) {
            const { userId, profile, ...options } = knownProps(inputs);
            const change = { userId, before: outputs.profile, after: profile };
            await previewUpdate(this.#context.courierFor(userId), change, readOptions(options));
        }
        return { changes, replaces };
    }

    async create(inputs: ProfileProps): Promise<ProfileProps> {
        const { userId, profile } = inputs;
        await this.#context.locks.run(userId, () =>
            createProfile(this.#context.courierFor(userId), userId, profile, readOptions(inputs)),
        );
        return { userId, profile, ...givenOptions(inputs) };
    }

    /** Another option alone writes nothing: it holds from the next write on. */
    async update(outputs: ProfileProps, inputs: ProfileProps): Promise<ProfileProps> {
        const { userId, profile } = inputs;
        const change = { userId, before: outputs.profile, after: profile };
        if (diffValues(change.before, change.after).length > 0) {
            await this.#context.locks.run(userId, () =>
                updateProfile(this.#context.courierFor(userId), change, readOptions(inputs)),
            );
        }
        return { userId, profile, ...givenOptions(inputs) };
    }

    async delete(outputs: ProfileProps): Promise<void> {
        const { userId, profile } = outputs;
        await this.#context.locks.run(userId, async () => {
            // Looked up only now: an operation that waited for its turn may have been overtaken by a check.
            if (this.#context.declared.has(userId)) {
                const message = `the profile of "${userId}" was not emptied: the program still declares this user id`;
                await this.#context.warn(message, this.#context.declared.resourceOf(userId));
                return;
            }
            await removeProfile(this.#context.courierFor(userId), userId, profile, readOptions(outputs));
        });
    }

    /** The outputs as the server has them now; undefined where the profile is gone. */
    async refresh(outputs: ProfileProps): Promise<ProfileProps | undefined> {
        const { userId, profile: declared } = outputs;
        const profile = await readDeclaredKeys(this.#context.courierFor(userId), userId, declared);
        return profile && { ...outputs, profile };
    }

    /** A whole profile that the program reads and does not declare. */
    async get(userId: string): Promise<ProfileProps> {
        const problem = userIdProblem(userId);
        if (problem !== undefined) {
            throw new Refusal(`userId ${problem}`);
        }
        // A program that reads a profile still needs it, also where an earlier one declared it.
        this.#context.declared.declare(userId, undefined);
        const profile = await this.#context.courierFor(userId).get(userId);
        if (!profile) {
            throw new Refusal(
                `there is no profile of the user "${userId}"; create it, or correct the user id, then run again`,
            );
        }
        return { userId, profile };
    }

    /** Whether a write follows: in a refresh, which declares nothing, none does. */
    #isToBeWritten(inputs: Props): boolean {
        return !containsUnknown(inputs) && this.#context.declared.has(knownProps(inputs).userId);
    }
}

function knownProps(inputs: Props): ProfileProps {
    return inputs as unknown as ProfileProps;
}
