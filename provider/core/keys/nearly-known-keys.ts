import { knownKeyPaths, knownKeyType } from "./known-keys";
import { isNearlySpelt, isSameName, wordsOf } from "./spelling";
import { isObject } from "../values/json";

type Path = readonly string[];

const known = knownKeyPaths.map((path) => ({
    path,
    words: wordsOf(path.at(-1) as string),
    wordsOfPath: path.flatMap(wordsOf),
}));

/**
 * The known key that is probably meant at this path: `email` for `E-Mail` and `emial`, `address.country` for
 * `address_country`. Undefined where the key is a known one, or nothing like one.
 */
export function nearlyKnownKey(path: Path): Path | undefined {
    if (knownKeyType(path) !== undefined) {
        return undefined;
    }
    const words = wordsOf(path.at(-1) as string);
    const beside = known.filter((key) => isSameObject(key.path, path));
    return (
        beside.find((key) => isSameName(words, key.words)) ??
        known.find((key) => path.length === 1 && isSameName(words, key.wordsOfPath)) ??
        beside.find((key) => isNearlySpelt(words, key.words))
    )?.path;
}

/** A key of profiles, and the known one that is probably meant. */
export interface NearlyKnownKey {
    readonly key: Path;
    readonly known: Path;
}

/**
 * The keys of the profiles that are nearly known ones, each once. A key beside which the known one is in use too is
 * taken for one of the user's own.
 */
export function nearlyKnownKeys(profiles: Iterable<Readonly<Record<string, unknown>>>): NearlyKnownKey[] {
    /** The keys in use, and where Courier knows an object, the keys in it. */
    const keys = new Map<string, Set<string>>();
    for (const profile of profiles) {
        for (const [key, value] of Object.entries(profile)) {
            const inner = keys.get(key) ?? new Set();
            keys.set(key, inner);
            if (isObject(value) && knownKeyType([key]) === "an object") {
                Object.keys(value).forEach((name) => inner.add(name));
            }
        }
    }
    const paths = Array.from(keys, ([key, inner]) => [
        [key],
        ...Array.from(inner, (name) => [key, name]),
    ]).flat();
    return paths.flatMap((key) => {
        const meant = nearlyKnownKey(key);
        return meant && !isInUse(meant) ? [{ key, known: meant }] : [];
    });

    function isInUse([key = "", name]: Path): boolean {
        return name === undefined ? keys.has(key) : keys.get(key)?.has(name) === true;
    }
}

function isSameObject(one: Path, other: Path): boolean {
    return one.length === other.length && one.slice(0, -1).every((key, index) => key === other[index]);
}
