import { isObject, isPresent, own, type JsonObject, type JsonValue } from "./json";
import { containsUnknown, unknown } from "./unknown";

/** One key that differs. */
export interface Change {
    /** Where, from the top of the profile: `["custom", "team"]`. */
    readonly path: readonly string[];
    readonly kind: "add" | "update" | "delete";
}

/** A profile's value as a program gives it: JSON, or at preview something not known yet. */
export type DeclaredValue = JsonValue | undefined | typeof unknown;

/**
 * The keys in which two profiles differ, at every depth of objects; arrays count as a whole. The order of
 * keys does not matter, and null means the same as absent. What is unknown counts as changed.
 */
export function diffProfiles(before: JsonObject, after: JsonObject): Change[] {
    return diffObjects(before, after, []);
}

export function diffValues(
    before: DeclaredValue,
    after: DeclaredValue,
    path: readonly string[] = [],
): Change[] {
    if (!isPresent(before) && !isPresent(after)) {
        return [];
    }
    if (!isPresent(before)) {
        return [{ path, kind: "add" }];
    }
    if (!isPresent(after)) {
        return [{ path, kind: "delete" }];
    }
    if (isObject(before) && isObject(after)) {
        return diffObjects(before, after, path);
    }
    return sameLeaf(before, after) ? [] : [{ path, kind: "update" }];
}

function diffObjects(before: JsonObject, after: JsonObject, path: readonly string[]): Change[] {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => diffValues(own(before, key), own(after, key), [...path, key]));
}

function sameLeaf(before: DeclaredValue, after: DeclaredValue): boolean {
    if (Array.isArray(before) && Array.isArray(after)) {
        return (
            before.length === after.length &&
            before.every((item, index) => diffValues(item, after[index]).length === 0)
        );
    }
    return before === after && !containsUnknown(after);
}
