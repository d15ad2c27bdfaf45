import { isExactNumber, type ExactObject, type ExactValue } from "./exact-json";
import { isObject, isPresent, own, type JsonValue } from "./json";
import { containsUnknown, unknown } from "./unknown";

/** One place in which two values differ. */
export interface Change {
    /** Where, from the top: `["profile", "custom", "team"]`. */
    readonly path: readonly string[];
    readonly kind: "add" | "update" | "delete";
}

/** A value as a program gives it: JSON, or at preview something not known yet. */
export type DeclaredValue = JsonValue | undefined | typeof unknown;

type Compared = ExactValue | undefined | typeof unknown;

/**
 * The places in which two values differ, at every depth of objects; arrays count as a whole. The order of
 * keys does not matter, null means the same as absent, and a number is the same in every notation. What is unknown
 * counts as changed.
 */
export function compare(before: Compared, after: Compared, path: readonly string[] = []): Change[] {
    if (before === after && before !== unknown) {
        return [];
    }
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
        return compareObjects(before, after, path);
    }
    return isSameLeaf(before, after) ? [] : [{ path, kind: "update" }];
}

/** Whether {@link compare} would find nothing. */
export function isSame(before: Compared, after: Compared): boolean {
    return compare(before, after).length === 0;
}

function compareObjects(before: ExactObject, after: ExactObject, path: readonly string[]): Change[] {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => compare(own(before, key), own(after, key), [...path, key]));
}

function isSameLeaf(before: Compared, after: Compared): boolean {
    if (Array.isArray(before) && Array.isArray(after)) {
        return before.length === after.length && before.every((item, index) => isSame(item, after[index]));
    }
    return numberOf(before) === numberOf(after) && !containsUnknown(after);
}

/** Of a number that keeps its text the one that JavaScript reads it as; anything else is itself. */
function numberOf(value: Compared): Compared {
    return isExactNumber(value) ? Number(value.toString()) : value;
}
