import type { Secrecy } from "./messages/names";
import { inputProblem, type Problem } from "./messages/problem";
import { optionNames, optionProblems } from "./profile-options";
import type { RunServices } from "./run-services";
import { userIdProblem } from "./user-ids/user-id-rules";
import { copyProfile } from "./values/copy-json";
import { parseProfileText } from "./values/declared-profile";
import { formatPathBelow } from "./values/key-path";
import { unknown } from "./values/unknown";

/** Inputs or outputs as the engine hands them over, its marker of unknown values translated. */
export type Props = Readonly<Record<string, unknown>>;

/** What is wrong with a profile, as far as it is known. */
export function profileProblems(profile: unknown, path: string): Problem[] {
    const problems: Problem[] = [];
    if (profile !== unknown) {
        copyProfile(profile, path, problems, (value) =>
            value === unknown ? { replacement: value } : undefined,
        );
    }
    return problems;
}

/** What is wrong with a profile of a set, which may be given as its JSON text. */
export function givenProfileProblems(given: unknown, path: string): Problem[] {
    if (typeof given !== "string") {
        return profileProblems(given, path);
    }
    const { profile, problem } = parseProfileText(given);
    return profile
        ? profileProblems(profile, path)
        : [inputProblem(formatPathBelow(path, problem.path), problem.reason)];
}

/** What a face of the provider knows of the resource that an operation is about. */
export interface ResourceFacts {
    readonly urn?: string | undefined;
    /** Where the face sees itself what is secret; else the program's register tells. */
    readonly secrecyOf?: ((userId: string) => Secrecy) | undefined;
}

/** What is wrong with a user id that the program declares. Where nothing is, it counts as declared from now on. */
export function enterUserId(
    services: Pick<RunServices, "userIdRefusal" | "register">,
    userId: unknown,
    property: string,
    { urn: resource }: ResourceFacts,
    isNew: boolean,
): Problem[] {
    const reason = userIdProblem(userId);
    if (reason || typeof userId !== "string") {
        return [inputProblem(property, reason ?? "is no user id")];
    }
    // Entered beside a refusal too: with --continue-on-error deletions follow a failed check.
    const declaring = services.register.enter(userId, resource, isNew);
    const refusal = services.userIdRefusal(userId) ?? declaredTwice(declaring, userId, resource);
    return refusal ? [{ property, reason: refusal, topic: "refusals" }] : [];
}

/** Takes note of the user ids of a resource that is previewed, or skipped in a run: it is wanted all the same. */
export function noteUserIds(
    { register }: Pick<RunServices, "register">,
    userIds: Iterable<unknown>,
    { urn }: ResourceFacts,
): void {
    for (const userId of userIds) {
        if (userId === unknown) {
            register.enterWaiting();
        } else if (typeof userId === "string" && userIdProblem(userId) === undefined) {
            register.enter(userId, urn, true);
        }
    }
}

/**
 * The problem of a user id that two resources declare; none where there is no other.
 *
 * @param declaring the other resource, or both where it is not known which of them this one is
 */
export function declaredTwice(
    declaring: readonly string[],
    userId: string,
    resource: string | undefined,
): string | undefined {
    if (declaring.length === 0) {
        return undefined;
    }
    const verb = declaring.length > 1 ? "both declare" : "declares as well";
    const self = resource === undefined ? "" : ` (this is ${resource})`;
    return (
        `is "${userId}", which ${declaring.join(" and ")} ${verb}${self}; ` +
        "one profile can belong to one resource only: remove one of the two"
    );
}

/** What is wrong with the options, and inputs that the resource does not have (a misspelt one, say). */
export function otherInputProblems(inputs: Props, names: readonly string[]): Problem[] {
    const allNames = [...names, ...optionNames];
    return [
        ...optionProblems(inputs, (value) => value !== unknown),
        ...Object.keys(inputs)
            .filter((name) => !allNames.includes(name))
            .map((name) =>
                inputProblem(name, `is no input of this resource; it takes ${allNames.join(", ")}`),
            ),
    ];
}
