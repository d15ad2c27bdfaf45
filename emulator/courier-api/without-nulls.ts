import { type ExactObject, isExactObject } from "../exact-json";

/** The object without keys whose value is null, at every depth of objects; arrays stay as they are. */
export function withoutNulls(object: ExactObject): ExactObject {
    return Object.fromEntries(
        Object.entries(object)
            .filter(([, value]) => value !== null)
            .map(([key, value]) => [key, isExactObject(value) ? withoutNulls(value) : value]),
    );
}
