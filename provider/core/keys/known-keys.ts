import { isObject, isPresent, type JsonObject, type JsonValue } from "../values/json";

/** What kind of value Courier takes for a key. */
export type KeyType =
    "a string" | "true or false" | "an object" | "an array" | "a string or an array of strings";

/** The keys of an object, each with its type; an object stands for "an object" and the keys that are known in it. */
interface KnownKeys {
    readonly [key: string]: KeyType | KnownKeys;
}

/** What Courier documents ("User Profiles", and each channel provider's page). Any other key is the user's own. */
const knownKeys: KnownKeys = {
    email: "a string",
    email_verified: "true or false",
    phone_number: "a string",
    phone_number_verified: "true or false",
    name: "a string",
    given_name: "a string",
    family_name: "a string",
    middle_name: "a string",
    nickname: "a string",
    preferred_name: "a string",
    profile: "a string",
    picture: "a string",
    website: "a string",
    gender: "a string",
    birthdate: "a string",
    zoneinfo: "a string",
    locale: "a string",
    sub: "a string",
    updated_at: "a string",
    address: {
        formatted: "a string",
        street_address: "a string",
        locality: "a string",
        region: "a string",
        postal_code: "a string",
        country: "a string",
    },
    custom: {},
    airship: {},
    apn: { token: "a string", tokens: "an array" },
    aws_sns: { target_arn: "a string" },
    discord: { user_id: "a string", channel_id: "a string" },
    expo: { token: "a string", tokens: "an array" },
    facebookPSID: "a string",
    firebaseToken: "a string or an array of strings",
    intercom: { from: "a string" },
    ms_teams: {
        tenant_id: "a string",
        service_url: "a string",
        user_id: "a string",
        email: "a string",
        conversation_id: "a string",
        channel_id: "a string",
        channel_name: "a string",
        team_id: "a string",
    },
    slack: { access_token: "a string", channel: "a string", user_id: "a string", email: "a string" },
    webhook: { url: "a string" },
};

/** What kind of value Courier takes for the key at this path; undefined for a key of the user's own. */
export function knownKeyType(path: readonly string[]): KeyType | undefined {
    let found: KeyType | KnownKeys | undefined = knownKeys;
    for (const key of path) {
        found = typeof found === "object" && Object.hasOwn(found, key) ? found[key] : undefined;
    }
    return typeof found === "object" ? "an object" : found;
}

/** The paths of all known keys, an object before the keys in it. */
export const knownKeyPaths: readonly (readonly string[])[] = pathsOf(knownKeys, []);

function pathsOf(keys: KnownKeys, above: readonly string[]): (readonly string[])[] {
    return Object.entries(keys).flatMap(([key, type]) => {
        const path = [...above, key];
        return typeof type === "object" ? [path, ...pathsOf(type, path)] : [path];
    });
}

/** A known key whose value is of another type than Courier's. */
export interface MistypedKey {
    readonly path: readonly string[];
    readonly type: KeyType;
    readonly value: JsonValue;
}

/** The known keys of a profile whose values are of another type than Courier documents, at every depth. */
export function mistypedKeys(profile: JsonObject): MistypedKey[] {
    return mistypedIn(profile, knownKeys, []);
}

function mistypedIn(object: JsonObject, keys: KnownKeys, above: readonly string[]): MistypedKey[] {
    return Object.entries(object).flatMap(([key, value]) => {
        const known = Object.hasOwn(keys, key) ? keys[key] : undefined;
        if (known === undefined || !isPresent(value)) {
            return [];
        }
        const path = [...above, key];
        if (typeof known === "object" && isObject(value)) {
            return mistypedIn(value, known, path);
        }
        const type = typeof known === "object" ? "an object" : known;
        return hasType(value, type) ? [] : [{ path, type, value }];
    });
}

function hasType(value: JsonValue, type: KeyType): boolean {
    switch (type) {
        case "a string":
            return typeof value === "string";
        case "true or false":
            return typeof value === "boolean";
        case "an object":
            return isObject(value);
        case "an array":
            return Array.isArray(value);
        case "a string or an array of strings":
            return [value].flat().every((item) => typeof item === "string");
    }
}
