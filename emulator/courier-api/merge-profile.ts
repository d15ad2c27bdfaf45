import { type ExactObject, isExactObject } from "../exact-json";

/** Merges a POST body into a profile: objects deeply, arrays as a whole; a null removes the key. */
export function mergeProfile(profile: ExactObject, changes: ExactObject): ExactObject {
    const merged = new Map(Object.entries(profile));
    for (const [key, value] of Object.entries(changes)) {
        if (value === null) {
            merged.delete(key);
        } else if (isExactObject(value)) {
            const current = merged.get(key);
            merged.set(key, mergeProfile(isExactObject(current) ? current : {}, value));
        } else {
            merged.set(key, value);
        }
    }
    // It defines keys where an assignment would run the `__proto__` setter: a profile may have a key of
    // that name, and a request must not be able to reach a prototype.
    return Object.fromEntries(merged);
}
