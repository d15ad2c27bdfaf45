import type { Context } from "./run-services";
import { optionNames, optionProblems } from "./profile-options";
import { copyProfile } from "./values/copy-json";
import type { Problem } from "./messages/problem";
import { Refusal } from "./messages/refusal";
import { unknown } from "./values/unknown";
import { userIdProblem } from "./user-id-rules";

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

/** What is wrong with a user id that the program declares. Where nothing is, it counts as declared from now on. */
export function declareUserId(
    context: Context,
    userId: unknown,
    property: string,
    resource: string | undefined,
): Problem[] {
    const reason = userIdProblem(userId);
    if (reason) {
        return [{ property, reason }];
    }
    const refusal =
        context.userIdRefusal(userId as string) ??
        declaredTwice(context.declared.declare(userId as string, resource), userId as string, resource);
    return refusal ? [{ property, reason: refusal, topic: "refusals" }] : [];
}

function declaredTwice(
    other: string | undefined,
    userId: string,
    resource: string | undefined,
): string | undefined {
    return other !== undefined && resource !== undefined
        ? `is "${userId}", which ${other} declares as well (this is ${resource}); ` +
              "one profile can belong to one resource only: remove one of the two"
        : undefined;
}

/** What is wrong with the options, and inputs that the resource does not have (a misspelt one, say). */
export function otherInputProblems(inputs: Props, names: readonly string[]): Problem[] {
    const allNames = [...names, ...optionNames];
    return [
        ...optionProblems(inputs, (value) => value !== unknown),
        ...Object.keys(inputs)
            .filter((name) => !allNames.includes(name))
            .map((name) => ({
                property: name,
                reason: `is no input of this resource; it takes ${allNames.join(", ")}`,
            })),
    ];
}

/** The problem that an operation's refusal is; other failures stay failures. */
export async function refusals(operation: Promise<void>): Promise<Problem[]> {
    try {
        await operation;
        return [];
    } catch (error) {
        if (error instanceof Refusal) {
            return [{ property: "", reason: error.message, topic: "refusals" }];
        }
        throw error;
    }
}
