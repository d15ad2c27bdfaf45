import { isObject, isPresent, own, type JsonObject, type JsonValue } from "./json";
import { formatPath } from "../messages/key-path";

/**
 * What others have written into a profile: the profile without the declared keys, at every depth of
 * objects. An object of which nothing else is left goes with its declared keys.
 */
export function withoutDeclared(profile: JsonObject, declared: JsonObject): JsonObject {
    return Object.fromEntries(
        Object.entries(profile)
            .map(([key, value]) => [key, valueWithoutDeclared(value, own(declared, key))] as const)
            .filter(([, value]) => value !== undefined),
    );
}

function valueWithoutDeclared(
    value: JsonValue | undefined,
    declared: JsonValue | undefined,
): JsonValue | undefined {
    if (!isPresent(declared)) {
        return value;
    }
    if (isObject(value) && isObject(declared)) {
        const rest = withoutDeclared(value, declared);
        return Object.keys(rest).length > 0 ? rest : undefined;
    }
    return undefined;
}

/** Merges the declared keys into what others have written: objects deeply, anything else as a whole. */
export function mergeDeclared(others: JsonObject, declared: JsonObject): JsonObject {
    const merged = new Map(Object.entries(others));
    for (const [key, value] of Object.entries(declared)) {
        const current = merged.get(key);
        if (isPresent(value)) {
            merged.set(key, isObject(value) ? mergeDeclared(isObject(current) ? current : {}, value) : value);
        }
    }
    return Object.fromEntries(merged);
}

/** The keys of a profile, each with its path to the first value that is no object: `custom.team`. */
export function keyPaths(profile: JsonObject): string[] {
    const paths = (object: JsonObject, above: readonly string[]): string[] =>
        Object.entries(object)
            .filter(([, value]) => isPresent(value))
            .flatMap(([key, value]) =>
                isObject(value) && Object.keys(value).length > 0
                    ? paths(value, [...above, key])
                    : [formatPath([...above, key])],
            );
    return paths(profile, []);
}
