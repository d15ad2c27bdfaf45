import { isNearlySpelt, wordsOf } from "../../core/keys/spelling";
import { isObject } from "../../core/values/json";

/** The column or key that says whose profile it is. */
export const userIdKey = "userId";

/** What others call it, the likeliest first. */
const otherNames = ["userid", "uid", "recipientid", "courierid", "id", "user", "recipient"];

/** The one of these names that is meant to be {@link userIdKey}, if any. */
export function likeUserId(names: readonly string[]): string | undefined {
    const words = names.map((name) => ({ name, words: wordsOf(name) }));
    const found =
        otherNames.flatMap((other) => words.filter((name) => name.words.join("") === other)).at(0) ??
        words.find((name) => isNearlySpelt(name.words, ["user", "id"]));
    return found?.name;
}

/**
 * How the users of a file of another shape become those of this one; undefined for what is an object of user ids and
 * profiles, or nothing known.
 */
export function shapeAdvice(value: unknown): string | undefined {
    if (Array.isArray(value)) {
        return `for a list of users take a file that ends in .jsonl, with {"userId": "…", "profile": {…}} on each line`;
    }
    if (!isObject(value)) {
        return undefined;
    }
    const keys = Object.keys(value);
    const idKey = likeUserId(keys.filter((key) => !isObject(value[key])));
    if (idKey !== undefined) {
        return `one user is {"user-ada": {"email": "…"}}, with the id in place of the key ${JSON.stringify(idKey)}`;
    }
    const [only = ""] = keys;
    const inner = value[only];
    const isWrapper = keys.length === 1 && /^(users|profiles|recipients|data|items)$/i.test(only);
    if (isWrapper && (Array.isArray(inner) || (isObject(inner) && Object.values(inner).every(isObject)))) {
        return shapeAdvice(inner) ?? `remove the key ${JSON.stringify(only)} around the users`;
    }
    return undefined;
}
