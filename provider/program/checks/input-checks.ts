import * as pulumi from "@pulumi/pulumi";
import {
    firstProblems,
    inputProblem,
    insideSecret,
    problemTexts,
    type Problem,
} from "../../core/messages/problem";
import { userIdProblem } from "../../core/user-ids/user-id-rules";
import {
    copyPlainJson,
    copyProfile,
    keyProblem,
    type LeafHandler,
    valueProblem,
} from "../../core/values/copy-json";
import { parseProfileText } from "../../core/values/declared-profile";
import { isObject } from "../../core/values/json";
import { formatPathBelow } from "../../core/values/key-path";
import { programError } from "../program-error";
import { isSecret } from "./secret-inputs";

// Checks what would be lost on the way to the provider process: Pulumi drops functions, turns a Date into
// `{}` and NaN into null before the provider's own check sees them.

/** The profile with every value proven to be JSON, also what outputs in it turn out to be. */
export function plainProfile(profile: unknown, resource: string, path = "profile"): unknown {
    return whenKnown(profile, { resource, outputs: [] }, path, copyOfProfile(path));
}

/** The profiles of a set, each an object proven to be JSON, or its JSON text, under user ids that requests can carry. */
export function plainProfiles(profiles: unknown, resource: string): unknown {
    return whenKnown(profiles, { resource, outputs: [] }, "profiles", (known, place, problems) => {
        if (!isObject(known)) {
            return known; // The provider's own check says so.
        }
        addProblem(problems, "profiles", valueProblem(known));
        return printable(
            Object.fromEntries(
                Object.entries(known).map(([userId, given]) => {
                    const path = `profiles[${JSON.stringify(userId)}]`;
                    addProblem(problems, path, userIdProblem(userId) ?? keyProblem(userId));
                    const copy = copyOfGivenProfile(path);
                    return [
                        userId,
                        isDeferred(given)
                            ? whenKnown(given, place, path, copy)
                            : copy(given, place, problems),
                    ];
                }),
            ),
        );
    });
}

/** The user id, proven to be one that a request can carry, also where an output turns out to be it. */
export function plainUserId(userId: unknown, resource: string, path = "userId"): unknown {
    return whenKnown(userId, { resource, outputs: [] }, path, (known, _place, problems) => {
        addProblem(problems, path, userIdProblem(known));
        return known;
    });
}

/** Whose input a value is, and what outputs it was in, from the outside: a secret one hides what it is made of. */
interface Place {
    readonly resource: string;
    readonly outputs: readonly { readonly path: string; readonly output: pulumi.Output<unknown> }[];
}

type Check = (known: unknown, place: Place, problems: Problem[]) => unknown;

function copyOfProfile(path: string): Check {
    return (known, place, problems) => printable(copyProfile(known, path, problems, deferredLeaf(place)));
}

function copyOfGivenProfile(path: string): Check {
    const copy = copyOfProfile(path);
    return (known, place, problems) => {
        if (typeof known !== "string") {
            return copy(known, place, problems);
        }
        const { profile, problem } = parseProfileText(known);
        if (profile) {
            copy(profile, place, problems);
        } else {
            addProblem(problems, formatPathBelow(path, problem.path), problem.reason);
        }
        return known;
    };
}

/** With a key `toString` of its own an object is none that the SDK can put into its log, which it does with every input. */
function printable<T>(input: T): T {
    return isObject(input) && Object.hasOwn(input, "toString")
        ? Object.defineProperty(input, Symbol.toPrimitive, { value: () => "[object Object]" })
        : input;
}

function deferredLeaf(place: Place): LeafHandler {
    return (leaf, path) =>
        isDeferred(leaf)
            ? {
                  replacement: whenKnown(leaf, place, path, (known, inner, problems) =>
                      // An output without a value leaves its key out, like a key set to undefined.
                      known === undefined
                          ? undefined
                          : copyPlainJson(known, path, problems, deferredLeaf(inner)),
                  ),
              }
            : undefined;
}

/**
 * What the check makes of the value, which sees it before pulumi.output does, which would make `{}` of a Date.
 *
 * @throws pulumi.RunError for the problems that it finds; where the value is not known yet, what is answered fails so
 */
function whenKnown(value: unknown, place: Place, path: string, check: Check): unknown {
    if (pulumi.Output.isInstance(value)) {
        const inner = { ...place, outputs: [...place.outputs, { path, output: value }] };
        return value.apply((known: unknown) => checked(known, inner, check));
    }
    return value instanceof Promise
        ? pulumi.output(value.then((known) => checked(known, place, check)))
        : checked(value, place, check);
}

function checked(known: unknown, place: Place, check: Check): unknown {
    const problems: Problem[] = [];
    const result = check(known, place, problems);
    if (problems.length === 0) {
        return result;
    }
    if (place.outputs.length === 0) {
        throw errorOf(place, problems);
    }
    return withoutSecretNames(place, problems).then((shown) => {
        throw errorOf(place, shown);
    });
}

async function withoutSecretNames(
    { outputs }: Place,
    problems: readonly Problem[],
): Promise<readonly Problem[]> {
    for (const { path, output } of outputs) {
        if (await isSecret(output)) {
            return problems.map((problem) => insideSecret(path, problem));
        }
    }
    return problems;
}

/** Pulumi shows it without a stack. */
function errorOf({ resource }: Place, problems: readonly Problem[]): pulumi.RunError {
    return programError(`${resource}: ${problemTexts(firstProblems(problems)).join("\n")}`);
}

function isDeferred(value: unknown): boolean {
    return pulumi.Output.isInstance(value) || value instanceof Promise;
}

function addProblem(problems: Problem[], property: string, reason: string | undefined): void {
    if (reason !== undefined) {
        problems.push(inputProblem(property, reason));
    }
}
