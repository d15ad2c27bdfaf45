import { inputProblem, type Problem } from "../messages/problem";
import { unpairedSurrogates } from "../messages/wording";
import { isExactInteger } from "./exact-json";
import { isObject } from "./json";
import { formatKey } from "./key-path";

/**
 * Takes over values that are not JSON themselves but stand for some (a Pulumi output). Answers
 * `undefined` for a value that is not its business.
 */
export type LeafHandler = (value: unknown, path: string) => { replacement: unknown } | undefined;

/** Copies a profile like {@link copyPlainJson}; anything but an object is a problem. */
export function copyProfile(
    profile: unknown,
    path: string,
    problems: Problem[],
    handleLeaf?: LeafHandler,
): unknown {
    if (!isObject(profile)) {
        problems.push(inputProblem(path, `must be an object of profile keys, not ${describe(profile)}`));
        return undefined;
    }
    return copyPlainJson(profile, path, problems, handleLeaf);
}

/**
 * Copies a value and reports everything in it that JSON cannot carry exactly. What a serializer would
 * drop or bend without a word (functions, dates, NaN, class instances) is a problem here, because the
 * profile would reach Courier other than it was declared.
 */
export function copyPlainJson(
    root: unknown,
    path: string,
    problems: Problem[],
    handleLeaf: LeafHandler = () => undefined,
): unknown {
    const ancestors = new Set<object>();

    function copy(value: unknown, at: string): unknown {
        const handled = handleLeaf(value, at);
        return handled ? handled.replacement : copyJson(value, at);
    }

    function copyJson(value: unknown, at: string): unknown {
        const reason = valueProblem(value);
        if (reason) {
            problems.push(inputProblem(at, reason));
            return undefined;
        }
        if (typeof value !== "object" || value === null) {
            return value;
        }
        if (ancestors.has(value)) {
            problems.push(inputProblem(at, "contains itself; JSON has no cycles"));
            return undefined;
        }
        ancestors.add(value);
        const result = Array.isArray(value) ? copyArray(value, at) : copyObject(value, at);
        ancestors.delete(value);
        return result;
    }

    function copyArray(value: unknown[], at: string): unknown[] {
        return Array.from(value, (item, index) => copy(item, `${at}[${index}]`));
    }

    function copyObject(value: object, at: string): object {
        if (Object.getOwnPropertySymbols(value).length > 0) {
            problems.push(inputProblem(at, "has a symbol as a key, which JSON cannot carry"));
        }
        const result: Record<string, unknown> = {};
        for (const [key, item] of Object.entries(value)) {
            const reason = keyProblem(key);
            if (reason) {
                problems.push(inputProblem(formatKey(at, key.toWellFormed()), reason));
            } else if (item !== undefined) {
                result[key] = copy(item, formatKey(at, key));
            }
        }
        return result;
    }

    return copy(root, path);
}

/** Why a value cannot be declared, apart from what is inside of it, or undefined where it can. */
export function valueProblem(value: unknown): string | undefined {
    switch (typeof value) {
        case "boolean":
            return undefined;
        case "string":
            return value.isWellFormed() ? undefined : unpairedSurrogates;
        case "number":
            return numberProblem(value);
        case "object":
            return value === null || isPlain(value)
                ? undefined
                : `is ${describe(value)}, which JSON cannot carry`;
        default:
            return `is ${describe(value)}, which JSON cannot carry`;
    }
}

function numberProblem(value: number): string | undefined {
    if (!Number.isFinite(value)) {
        return `is ${value}, which JSON cannot carry`;
    }
    return isExactInteger(value)
        ? undefined
        : "is a whole number beyond 2^53, of which JavaScript keeps the first digits only; give it as a text";
}

/** What marks assets, secrets and references to resources on their way to Pulumi's engine. */
const pulumiMarkerKey = "4dabf18193072939515e22adb298388d";

/** What marks outputs, resources and the like in a program. */
const pulumiPrefix = "__pulumi";

/** Why a key cannot be declared, or undefined where it can. */
export function keyProblem(key: string): string | undefined {
    if (key === "__proto__") {
        return "cannot be declared: Pulumi's engine drops a key of this name";
    }
    if (key === pulumiMarkerKey || key.startsWith(pulumiPrefix)) {
        return "cannot be declared: Pulumi takes an object with this key for one of its own";
    }
    return key.isWellFormed() ? undefined : unpairedSurrogates;
}

function isPlain(value: object): boolean {
    if (Array.isArray(value)) {
        return true;
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    // An object from another realm (a vm context) has another Object.prototype, but nothing above it.
    return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function describe(value: unknown): string {
    if (value === null || value === undefined) {
        return String(value);
    }
    if (Array.isArray(value)) {
        return "an array";
    }
    if (value instanceof Date) {
        return "a Date (write date.toISOString())";
    }
    if (typeof value === "object") {
        const name = (value as { constructor?: { name?: string } }).constructor?.name;
        return name ? `an instance of ${name}` : "an object of a class";
    }
    return typeof value === "function" ? "a function" : `a ${typeof value}`;
}
