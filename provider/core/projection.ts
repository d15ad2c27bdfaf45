import { diffValues } from "./diff";
import { isObject, isPresent, own, type JsonObject, type JsonValue } from "./json";

/**
 * What the server says about the declared keys, and nothing else: at every depth of objects the keys that
 * others write beside them are left out; arrays count as a whole. Where the server says the same as the
 * program, the result is the declared value itself, so that an unchanged profile reads as unchanged.
 */
export function project(declared: JsonObject, server: JsonObject): JsonObject {
    const result: JsonObject = {};
    for (const key of Object.keys(declared)) {
        const value = projectValue(declared[key], own(server, key));
        if (value !== undefined) {
            result[key] = value;
        }
    }
    return result;
}

function projectValue(declared: JsonValue | undefined, server: JsonValue | undefined): JsonValue | undefined {
    if (!isPresent(server)) {
        return isPresent(declared) ? undefined : declared;
    }
    if (isObject(declared) && isObject(server)) {
        return project(declared, server);
    }
    return diffValues(declared, server).length === 0 ? declared : server;
}
