import type { KeyOrder } from "../emulator-options";
import { type ExactObject, type ExactValue, isExactObject } from "../exact-json";

/**
 * The object with its keys in that order, and so at every depth. Keys that are whole numbers ("0", "17")
 * are beyond reach: JavaScript puts them first, in ascending order.
 */
export function withKeyOrder(object: ExactObject, order: KeyOrder): ExactObject {
    return order === "as-sent" ? object : orderObject(object, order);
}

function orderObject(object: ExactObject, order: "sorted" | "reversed"): ExactObject {
    const members = Object.entries(object);
    const ordered = order === "sorted" ? members.sort(([a], [b]) => (a < b ? -1 : 1)) : members.reverse();
    return Object.fromEntries(ordered.map(([key, value]) => [key, orderValue(value, order)]));
}

function orderValue(value: ExactValue, order: "sorted" | "reversed"): ExactValue {
    if (Array.isArray(value)) {
        return value.map((item) => orderValue(item, order));
    }
    return isExactObject(value) ? orderObject(value, order) : value;
}
