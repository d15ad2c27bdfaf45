import * as pulumi from "@pulumi/pulumi";
import { isObject } from "../../core/values/json";
import {
    copyPlainJson,
    copyProfile,
    keyProblem,
    type LeafHandler,
    valueProblem,
} from "../../core/values/copy-json";
import { inputProblem, problemTexts, type Problem } from "../../core/messages/problem";
import { parseProfileText } from "../../core/values/declared-profile";
import { userIdProblem } from "../../core/user-ids/user-id-rules";
import { formatPathBelow } from "../../core/values/key-path";
import { programError } from "../program-error";

// Checks what would be lost on the way to the provider process: Pulumi drops functions, turns a Date into
// `{}` and NaN into null before the provider's own check sees them.

/** The profile with every value proven to be JSON, also what outputs in it turn out to be. */
export function plainProfile(profile: unknown, resource: string, path = "profile"): unknown {
    return whenKnown(profile, (known) =>
        printable(
            checked(resource, (problems) => copyProfile(known, path, problems, deferredLeaf(resource))),
        ),
    );
}

/** With a key `toString` of its own an object is none that the SDK can put into its log, which it does with every input. */
function printable<T>(input: T): T {
    return isObject(input) && Object.hasOwn(input, "toString")
        ? Object.defineProperty(input, Symbol.toPrimitive, { value: () => "[object Object]" })
        : input;
}

/** The profiles of a set, each an object proven to be JSON, or its JSON text, under user ids that requests can carry. */
export function plainProfiles(profiles: unknown, resource: string): unknown {
    return whenKnown(profiles, (known) => {
        if (!isObject(known)) {
            return known; // The provider's own check says so.
        }
        refuse(resource, "profiles", valueProblem(known));
        return printable(
            Object.fromEntries(
                Object.entries(known).map(([userId, profile]) => {
                    const path = `profiles[${JSON.stringify(userId)}]`;
                    refuse(resource, path, userIdProblem(userId) ?? keyProblem(userId));
                    return [userId, plainGivenProfile(profile, resource, path)];
                }),
            ),
        );
    });
}

/** The user id, proven to be one that a request can carry, also where an output turns out to be it. */
export function plainUserId(userId: unknown, resource: string, path = "userId"): unknown {
    return whenKnown(userId, (known) => {
        refuse(resource, path, userIdProblem(known));
        return known;
    });
}

function plainGivenProfile(profile: unknown, resource: string, path: string): unknown {
    return whenKnown(profile, (known) => {
        if (typeof known !== "string") {
            return plainProfile(known, resource, path);
        }
        const { profile: parsed, problem } = parseProfileText(known);
        if (parsed) {
            plainProfile(parsed, resource, path);
        } else {
            refuse(resource, formatPathBelow(path, problem.path), problem.reason);
        }
        return known;
    });
}

function deferredLeaf(resource: string): LeafHandler {
    const handleLeaf: LeafHandler = (leaf, path) =>
        isDeferred(leaf)
            ? {
                  replacement: whenKnown(leaf, (known) =>
                      // An output without a value leaves its key out, like a key set to undefined.
                      known === undefined
                          ? undefined
                          : checked(resource, (problems) => copyPlainJson(known, path, problems, handleLeaf)),
                  ),
              }
            : undefined;
    return handleLeaf;
}

/** `use` sees the value before pulumi.output does, which would make `{}` of a Date. */
function whenKnown(value: unknown, use: (known: unknown) => unknown): unknown {
    if (pulumi.Output.isInstance(value)) {
        return value.apply(use);
    }
    return value instanceof Promise ? pulumi.output(value.then(use)) : use(value);
}

function isDeferred(value: unknown): boolean {
    return pulumi.Output.isInstance(value) || value instanceof Promise;
}

/** @throws pulumi.RunError where there is a reason to */
function refuse(resource: string, property: string, reason: string | undefined): void {
    checked(resource, (problems) => {
        if (reason) {
            problems.push(inputProblem(property, reason));
        }
    });
}

/** @throws pulumi.RunError, which Pulumi shows without a stack, for the problems that `check` finds. */
function checked<T>(resource: string, check: (problems: Problem[]) => T): T {
    const problems: Problem[] = [];
    const result = check(problems);
    if (problems.length > 0) {
        throw programError(`${resource}: ${problemTexts(problems).join("\n")}`);
    }
    return result;
}
