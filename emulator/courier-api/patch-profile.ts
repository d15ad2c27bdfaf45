import { applyPatch, type Operation } from "rfc6902";
import { isObject, type JsonObject, type JsonValue } from "../json-value";

/** A JSON Patch that cannot be applied; the message says which operation and why. */
export class JsonPatchError extends Error {
    override name = "JsonPatchError";
}

/**
 * Applies a JSON Patch (RFC 6902) to a copy of the profile: all of it or, with a {@link JsonPatchError},
 * nothing.
 *
 * rfc6902 reads inherited properties, skips `__proto__`, `constructor` and `prototype`, and takes any
 * token for an array index. Keys are therefore shielded while it works, and pointers checked before.
 */
export function patchProfile(profile: JsonObject, patch: readonly JsonValue[]): JsonObject {
    // The profile hangs below a root, so that the pointer "" can be replaced like any other.
    const root = { [rootKey]: mapKeys(profile, shield) };
    patch.forEach((operation, index) => {
        const refuse = (reason: string): never => {
            throw new JsonPatchError(`patch[${index}]: ${reason}`);
        };
        const shielded = shieldOperation(operation, refuse);
        checkPointers(root, shielded, refuse);
        const [error] = applyPatch(root, [shielded as unknown as Operation]);
        if (error) {
            refuse(failures[error.name] ?? `"${shielded.op}" is not a valid operation`);
        }
    });
    const patched = root[rootKey];
    if (!isObject(patched)) {
        throw new JsonPatchError("patch: leaves a profile that is not an object");
    }
    return mapKeys(patched, unshield) as JsonObject;
}

const rootKey = "profile";

const failures: Readonly<Record<string, string>> = {
    MissingError: "there is nothing at its path",
    TestError: "the value at its path is another one",
};

const arrayIndex = /^(0|[1-9][0-9]*)$/;

/** Marks every key that cannot stand for a place in an array, so that none is a JavaScript property. */
function shield(key: string): string {
    return arrayIndex.test(key) || key === "-" ? key : `$${key}`;
}

function unshield(key: string): string {
    return key.startsWith("$") ? key.slice(1) : key;
}

function mapKeys(value: JsonValue | undefined, rename: (key: string) => string): JsonValue | undefined {
    if (Array.isArray(value)) {
        return value.map((item) => mapKeys(item, rename) as JsonValue);
    }
    if (!isObject(value)) {
        return value;
    }
    return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [rename(key), mapKeys(item, rename)]),
    );
}

interface ShieldedOperation extends JsonObject {
    op: string;
    path: string;
    from?: string;
}

function shieldOperation(operation: JsonValue, refuse: (reason: string) => never): ShieldedOperation {
    if (!isObject(operation) || typeof operation.op !== "string") {
        return refuse('must be an object with an "op"');
    }
    const { op } = operation;
    const shielded: ShieldedOperation = { op, path: shieldPointer(operation.path, "path", refuse) };
    if (op === "move" || op === "copy") {
        shielded.from = shieldPointer(operation.from, "from", refuse);
    } else if (op !== "remove") {
        if (!Object.hasOwn(operation, "value")) {
            return refuse('has no "value"');
        }
        shielded.value = mapKeys(operation.value, shield);
    }
    return shielded;
}

function shieldPointer(
    pointer: JsonValue | undefined,
    field: string,
    refuse: (reason: string) => never,
): string {
    if (typeof pointer !== "string" || (pointer !== "" && !pointer.startsWith("/"))) {
        return refuse(`"${field}" must be a JSON Pointer: "" or a string that starts with "/"`);
    }
    return [`/${rootKey}`, ...pointer.split("/").slice(1).map(shield)].join("/");
}

function checkPointers(
    root: JsonObject,
    operation: ShieldedOperation,
    refuse: (reason: string) => never,
): void {
    const { op, path, from } = operation;
    const mayAppend = op === "add" || op === "move" || op === "copy";
    if (!leadsSomewhere(root, path, mayAppend) || (from && !leadsSomewhere(root, from))) {
        refuse("there is nothing at its path");
    }
}

/** Whether every step of the pointer but the last exists, and steps in arrays are places in them. */
function leadsSomewhere(root: JsonObject, pointer: string, mayAppend = false): boolean {
    const tokens = pointer
        .split("/")
        .slice(1)
        .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
    let container: JsonValue | undefined = root;
    for (const [index, token] of tokens.entries()) {
        if (Array.isArray(container)) {
            const last: boolean = index === tokens.length - 1;
            const end: number = container.length;
            const place: number = token === "-" ? end : arrayIndex.test(token) ? Number(token) : Infinity;
            if (place > end || (place === end && !(last && mayAppend))) {
                return false;
            }
            container = container[place];
        } else if (isObject(container)) {
            container = container[token];
        } else {
            return false;
        }
    }
    return true;
}
