import type { ExactObject, ExactValue } from "./exact-json";
import { isObject, isPresent, own } from "./json";

/**
 * What others have written into a profile: the profile without the declared keys, at every depth of
 * objects. An object of which nothing else is left goes with its declared keys.
 */
export function withoutDeclared(profile: ExactObject, declared: ExactObject): ExactObject {
    return Object.fromEntries(
        Object.entries(profile)
            .map(([key, value]) => [key, valueWithoutDeclared(value, own(declared, key))] as const)
            .filter(([, value]) => value !== undefined),
    );
}

function valueWithoutDeclared(
    value: ExactValue | undefined,
    declared: ExactValue | undefined,
): ExactValue | undefined {
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
export function mergeDeclared(others: ExactObject, declared: ExactObject): ExactObject {
    const merged = new Map(Object.entries(others));
    for (const [key, value] of Object.entries(declared)) {
        const current = merged.get(key);
        if (isPresent(value)) {
            merged.set(key, isObject(value) ? mergeDeclared(isObject(current) ? current : {}, value) : value);
        }
    }
    return Object.fromEntries(merged);
}

/** The keys of a profile, each with its path to the first value that is no object. */
export function keyPaths(profile: ExactObject, above: readonly string[] = []): (readonly string[])[] {
    return Object.entries(profile)
        .filter(([, value]) => isPresent(value))
        .flatMap(([key, value]) =>
            isObject(value) && Object.keys(value).length > 0
                ? keyPaths(value, [...above, key])
                : [[...above, key]],
        );
}
