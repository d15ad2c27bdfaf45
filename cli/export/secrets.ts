import { isObject, type JsonObject, type JsonValue } from "../../provider/core/values/json";

/** The last word of a key that holds a secret, without the s of a plural. */
const secretWords = new Set([
    "token",
    "secret",
    "password",
    "passphrase",
    "credential",
    "authentication",
    "authorization",
]);

/** The same of two words. */
const secretWordPairs = new Set(["api key", "access key", "private key", "incoming webhook"]);

/** Keys that the names do not show. */
const secretKeys = new Set(["webhook.headers"]);

/**
 * Whether the value at this path counts as a secret: by the last words of its key, `access_token` as well as
 * `firebaseToken`. What is true, false, null or empty is none.
 */
export function isSecret(path: readonly string[], value: JsonValue | undefined): boolean {
    return isSecretName(path) && holdsSomething(value);
}

/** The paths of the secrets in a profile, each of the whole value that counts as one. */
export function secretPaths(profile: JsonObject): (readonly string[])[] {
    function visit(value: JsonValue | undefined, path: readonly string[]): (readonly string[])[] {
        if (path.length > 0 && isSecret(path, value)) {
            return [path];
        }
        return typeof value === "object" && value !== null
            ? Object.entries(value).flatMap(([key, item]) => visit(item, [...path, key]))
            : [];
    }
    return visit(profile, []);
}

function isSecretName(path: readonly string[]): boolean {
    const words = (path.at(-1) ?? "")
        .replace(/(?<=[a-z\d])(?=[A-Z])/g, " ")
        .toLowerCase()
        .split(/[^a-z\d]+/)
        .map((word) => word.replace(/s$/, ""));
    return (
        secretWords.has(words.at(-1) ?? "") ||
        secretWordPairs.has(words.slice(-2).join(" ")) ||
        secretKeys.has(path.join("."))
    );
}

function holdsSomething(value: JsonValue | undefined): boolean {
    if (typeof value === "string") {
        return value !== "";
    }
    if (Array.isArray(value)) {
        return value.some(holdsSomething);
    }
    return isObject(value) ? Object.values(value).some(holdsSomething) : typeof value === "number";
}
