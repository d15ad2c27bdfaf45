import { wordsOf } from "./spelling";
import { isObject, type JsonObject, type JsonValue } from "../values/json";

// Without the s of a plural, as keys are compared without it.

/** What a key's name ends in that holds a secret, also as the end of another word: `authtoken`. */
const certainEnds = [
    ...["token", "secret", "password", "passwd", "passphrase", "passcode", "passkey"],
    ...["credential", "authentication", "authorization"],
];

/** The last word of such a key. Other words end in these letters too: `chopin`, `spotp`. */
const lastWords = new Set([
    "auth",
    "oauth",
    "bearer",
    "cookie",
    "cred",
    "csrf",
    "dsn",
    "jwt",
    "otp",
    "pem",
    "pin",
    "pwd",
    "totp",
    "xsrf",
]);

/** The last two words of such a key, also written as one or spread over a key and the key inside of it. */
const lastTwoWords = Object.entries({
    code: ["access", "auth", "backup", "mfa", "recovery", "security", "verification"],
    key: [
        "access",
        "account",
        "api",
        "auth",
        "deploy",
        "encryption",
        "hmac",
        "integration",
        "license",
        "master",
        "private",
        "routing",
        "secret",
        "server",
        "service",
        "session",
        "shared",
        "signing",
        "ssh",
        "subscription",
        "write",
    ],
    pass: ["admin", "db", "ftp", "proxy", "root", "sftp", "smtp", "user"],
    phrase: ["recovery", "seed"],
    string: ["conn", "connection"],
    uri: ["amqp", "broker", "connection", "database", "db", "mongo", "mongodb", "mysql", "postgres", "redis"],
    url: [
        "amqp",
        "broker",
        "connection",
        "database",
        "db",
        "hook",
        "mongo",
        "mongodb",
        "mysql",
        "postgres",
        "presigned",
        "redis",
        "reset",
        "sas",
        "signed",
        "webhook",
    ],
    answer: ["security"],
    header: ["auth", "webhook"],
    id: ["session"],
    link: ["magic"],
    webhook: ["incoming"],
}).flatMap(([last, firsts]) => firsts.map((first) => `${first} ${last}`));

/** Words behind the name proper: `api_key_prod`, `passwordHash`. */
const qualifiers = new Set([
    "base64",
    "dev",
    "hash",
    "live",
    "new",
    "old",
    "prod",
    "production",
    "raw",
    "staging",
    "test",
    "value",
]);

/** Whole names that hold a secret where the value is a text; as an object they are Courier's, or more than that. */
const textNames = new Set(["pass", "session", "sid"]);

const ends = [...certainEnds, ...lastTwoWords.map((pair) => pair.replace(" ", ""))].filter(
    // Shorter ones are the ends of too many other words.
    (end) => end.length >= 5,
);
const pairsOfWords = new Set(lastTwoWords);

/**
 * Whether the value at this path counts as a secret, by the name of its key: `access_token` as well as
 * `firebaseToken`, `APIKey` and `webhook.url`. What is true, false, null or empty is none, nor is a number of things
 * (`tokens: 3`).
 */
export function isSecret(path: readonly string[], value: JsonValue | undefined): boolean {
    if (!holdsSomething(value)) {
        return false;
    }
    const types = secretTypes(path.at(-2), path.at(-1) ?? "");
    return types === "any" || (types === "no number" && typeof value !== "number") || types === typeof value;
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

/** What types of values are secrets under a name; undefined for none. */
type SecretTypes = "any" | "no number" | "string" | undefined;

/** Thousands of profiles have the same few keys. */
const known = new Map<string, SecretTypes>();
const maxKnown = 10_000;

function secretTypes(outer: string | undefined, key: string): SecretTypes {
    const name = JSON.stringify([outer, key]);
    if (!known.has(name)) {
        if (known.size >= maxKnown) {
            known.clear();
        }
        known.set(name, secretTypesOf(outer, key));
    }
    return known.get(name);
}

function secretTypesOf(outer: string | undefined, key: string): SecretTypes {
    const words = nameOf([key]);
    const last = words.at(-1) ?? "";
    const joined = words.join("").replace(/v?\d+$/, "");
    const pair = nameOf(outer === undefined ? [key] : [outer, key]).slice(-2);
    if (ends.some((end) => joined.endsWith(end)) || lastWords.has(last) || pairsOfWords.has(pair.join(" "))) {
        return isPlural(key) ? "no number" : "any";
    }
    return textNames.has(words.join(" ")) || last === "webhook" ? "string" : undefined;
}

/** The words of a path, without what says only which one of several it is. */
function nameOf(path: readonly string[]): string[] {
    const words = path.flatMap(wordsOf).map((word) => (isPlural(word) ? word.slice(0, -1) : word));
    return words.slice(0, words.findLastIndex((word) => !/^v?\d+$/.test(word) && !qualifiers.has(word)) + 1);
}

function isPlural(word: string): boolean {
    return /[^s]s$/i.test(word);
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
