import { isSame } from "./compare";
import type { ExactObject, ExactValue } from "./exact-json";
import { isObject, isPresent, own } from "./json";

/**
 * What the server says about the declared keys, and nothing else: at every depth of objects the keys that
 * others write beside them are left out; arrays count as a whole. Where the server says the same as the
 * program, the result is the declared value itself, so that an unchanged profile reads as unchanged.
 * A key declared as null counts as not declared.
 */
export function project(declared: ExactObject, server: ExactObject): ExactObject {
    return Object.fromEntries(
        Object.entries(declared)
            .map(([key, value]) => [key, projectValue(value, own(server, key))] as const)
            .filter(([, value]) => value !== undefined),
    );
}

function projectValue(
    declared: ExactValue | undefined,
    server: ExactValue | undefined,
): ExactValue | undefined {
    if (!isPresent(declared)) {
        return declared;
    }
    if (!isPresent(server)) {
        return undefined;
    }
    if (isObject(declared) && isObject(server)) {
        return project(declared, server);
    }
    return isSame(declared, server) ? declared : server;
}
