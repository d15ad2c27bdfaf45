import { isDeepStrictEqual } from "node:util";
import { isLosslessNumber, LosslessNumber, splitNumber } from "lossless-json";
import { applyPatch, type Operation } from "rfc6902";
import { type ExactObject, type ExactValue, isExactObject } from "../exact-json";

/** A JSON Patch that cannot be applied; the message says which operation and why. */
export class JsonPatchError extends Error {
    override name = "JsonPatchError";
}

/**
 * Applies a JSON Patch (RFC 6902) to a copy of the profile: all of it or, with a {@link JsonPatchError},
 * nothing.
 *
 * rfc6902 reads inherited properties, skips `__proto__`, `constructor` and `prototype`, takes any token for
 * an array index, and knows no numbers but JavaScript's. Keys and numbers are therefore shielded while it
 * works, and pointers checked before.
 */
export function patchProfile(profile: ExactObject, patch: readonly ExactValue[]): ExactObject {
    // The profile hangs below a root, so that the pointer "" can be replaced like any other.
    const root = { [rootKey]: shielded(profile) };
    patch.forEach((sent, index) => {
        const refuse = (reason: string): never => {
            throw new JsonPatchError(`patch[${index}]: ${reason}`);
        };
        const operation = shieldedOperation(sent, refuse);
        const target = targetOf(root, operation) ?? refuse("there is nothing at its path");
        if (operation.op === "test") {
            if (!isEqual(target.value, operation.value as Shielded)) {
                refuse("the value at its path is another one");
            }
        } else if (applyPatch(root, [operation])[0]) {
            refuse("there is nothing at its path");
        }
    });
    const patched = unshielded(root[rootKey] ?? null);
    if (!isExactObject(patched)) {
        throw new JsonPatchError("patch: leaves a profile that is not an object");
    }
    return patched;
}

const rootKey = "profile";

const arrayIndex = /^(0|[1-9][0-9]*)$/;

/** JSON whose keys are never names of JavaScript's, and whose strings are texts behind a quote, or numbers. */
type Shielded = null | boolean | string | Shielded[] | { [key: string]: Shielded };

type Refuse = (reason: string) => never;

function shielded(value: ExactValue): Shielded {
    if (isLosslessNumber(value)) {
        return value.value;
    }
    if (typeof value === "string") {
        return `"${value}`;
    }
    if (Array.isArray(value)) {
        return value.map(shielded);
    }
    return isExactObject(value) ? mapMembers(value, shieldedKey, shielded) : value;
}

function unshielded(value: Shielded): ExactValue {
    if (typeof value === "string") {
        return isNumber(value) ? new LosslessNumber(value) : value.slice(1);
    }
    if (Array.isArray(value)) {
        return value.map(unshielded);
    }
    return isObject(value) ? mapMembers(value, unshieldedKey, unshielded) : value;
}

/** A key that cannot stand for a place in an array is marked, so that none is a JavaScript property. */
function shieldedKey(key: string): string {
    return arrayIndex.test(key) || key === "-" ? key : `$${key}`;
}

function unshieldedKey(key: string): string {
    return key.startsWith("$") ? key.slice(1) : key;
}

function isNumber(text: string): boolean {
    return !text.startsWith('"');
}

function isObject(value: Shielded | undefined): value is { [key: string]: Shielded } {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mapMembers<From, To>(
    object: Readonly<Record<string, From>>,
    rename: (key: string) => string,
    change: (value: From) => To,
): Record<string, To> {
    return Object.fromEntries(Object.entries(object).map(([key, value]) => [rename(key), change(value)]));
}

/** Numbers are equal when their values are (RFC 6902, section 4.6), however they are written. */
function isEqual(one: Shielded | undefined, other: Shielded): boolean {
    return one !== undefined && isDeepStrictEqual(comparable(one), comparable(other));
}

function comparable(value: Shielded): Shielded {
    if (typeof value === "string" && isNumber(value)) {
        const { sign, digits, exponent } = splitNumber(value);
        return `${sign}${digits}e${exponent}`;
    }
    if (Array.isArray(value)) {
        return value.map(comparable);
    }
    return isObject(value) ? mapMembers(value, (key) => key, comparable) : value;
}

function shieldedOperation(sent: ExactValue, refuse: Refuse): Operation {
    if (!isExactObject(sent) || typeof sent.op !== "string") {
        return refuse('must be an object with an "op"');
    }
    const { op } = sent;
    const path = shieldedPointer(sent, "path", refuse);
    switch (op) {
        case "add":
        case "replace":
        case "test":
            return sent.value === undefined
                ? refuse('has no "value"')
                : { op, path, value: shielded(sent.value) };
        case "remove":
            return { op, path };
        case "move":
        case "copy":
            return { op, path, from: shieldedPointer(sent, "from", refuse) };
        default:
            return refuse(`"${op}" is not a valid operation`);
    }
}

function shieldedPointer(sent: ExactObject, field: "path" | "from", refuse: Refuse): string {
    const pointer = sent[field];
    if (typeof pointer !== "string" || (pointer !== "" && !pointer.startsWith("/"))) {
        return refuse(`"${field}" must be a JSON Pointer: "" or a string that starts with "/"`);
    }
    return [`/${rootKey}`, ...pointer.split("/").slice(1).map(shieldedKey)].join("/");
}

/** What a pointer leads to: `undefined` where its last step would be a new key or place. */
interface Target {
    readonly value: Shielded | undefined;
}

/** The target of the operation's path; `undefined` when one of its pointers leads nowhere. */
function targetOf(root: Shielded, operation: Operation): Target | undefined {
    if ("from" in operation && !follow(root, operation.from)) {
        return undefined;
    }
    return follow(root, operation.path, ["add", "move", "copy"].includes(operation.op));
}

/** Leads somewhere when every step but the last exists, and steps in arrays are places in them. */
function follow(root: Shielded, pointer: string, mayAppend = false): Target | undefined {
    const tokens = pointer
        .split("/")
        .slice(1)
        .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
    let value: Shielded | undefined = root;
    for (const [index, token] of tokens.entries()) {
        if (Array.isArray(value)) {
            const last: boolean = index === tokens.length - 1;
            const end: number = value.length;
            const place: number = token === "-" ? end : arrayIndex.test(token) ? Number(token) : Infinity;
            if (place > end || (place === end && !(last && mayAppend))) {
                return undefined;
            }
            value = value[place];
        } else if (isObject(value)) {
            value = value[token];
        } else {
            return undefined;
        }
    }
    return { value };
}
