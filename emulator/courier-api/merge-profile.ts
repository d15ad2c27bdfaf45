import { isObject, type JsonObject } from "../json-value";

// Object.fromEntries defines keys where an assignment would run the `__proto__` setter: a profile may
// have a key of that name, and a request must not be able to reach a prototype.

/** Merges a POST body into a profile: objects deeply, arrays as a whole; a null removes the key. */
export function mergeProfile(profile: JsonObject, changes: JsonObject): JsonObject {
    const merged = new Map(Object.entries(profile));
    for (const [key, value] of Object.entries(changes)) {
        if (value === null) {
            merged.delete(key);
        } else if (isObject(value)) {
            const current = merged.get(key);
            merged.set(key, mergeProfile(isObject(current) ? current : {}, value));
        } else {
            merged.set(key, value);
        }
    }
    return Object.fromEntries(merged);
}

/** The object without keys whose value is null, at every depth of objects; arrays stay as they are. */
export function withoutNulls(object: JsonObject): JsonObject {
    return Object.fromEntries(
        Object.entries(object)
            .filter(([, value]) => value !== null)
            .map(([key, value]) => [key, isObject(value) ? withoutNulls(value) : value]),
    );
}
