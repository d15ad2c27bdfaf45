import type { KeyOrder } from "../emulator-options";
import { isObject, type JsonObject, type JsonValue } from "../json-value";

/**
 * The object with its keys in that order, and so at every depth. Keys that are whole numbers ("0", "17")
 * are beyond reach: JavaScript puts them first, in ascending order.
 */
export function withKeyOrder(object: JsonObject, order: KeyOrder): JsonObject {
    return order === "as-sent" ? object : orderObject(object, order);
}

function orderObject(object: JsonObject, order: "sorted" | "reversed"): JsonObject {
    const keys = Object.keys(object);
    const ordered = order === "sorted" ? keys.sort() : keys.reverse();
    return Object.fromEntries(ordered.map((key) => [key, orderValue(object[key], order)]));
}

function orderValue(value: JsonValue | undefined, order: "sorted" | "reversed"): JsonValue | undefined {
    if (Array.isArray(value)) {
        return value.map((item) => orderValue(item, order) as JsonValue);
    }
    return isObject(value) ? orderObject(value, order) : value;
}
