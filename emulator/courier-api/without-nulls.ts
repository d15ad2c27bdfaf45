import { isObject, type JsonObject } from "../json-value";

/** The object without keys whose value is null, at every depth of objects; arrays stay as they are. */
export function withoutNulls(object: JsonObject): JsonObject {
    return Object.fromEntries(
        Object.entries(object)
            .filter(([, value]) => value !== null)
            .map(([key, value]) => [key, isObject(value) ? withoutNulls(value) : value]),
    );
}
