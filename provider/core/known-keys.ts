import type { CourierProfile } from "../program/courier-profile-type";

/** What kind of value a key takes, for Courier. */
export type KeyType = "a string" | "true or false" | "an object" | "a string or an array of strings";

type KnownKey = keyof { [Key in keyof CourierProfile as string extends Key ? never : Key]: never };

const knownKeys: Readonly<Record<KnownKey, KeyType>> = {
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
    address: "an object",
    custom: "an object",
    airship: "an object",
    apn: "an object",
    aws_sns: "an object",
    discord: "an object",
    expo: "an object",
    facebookPSID: "a string",
    firebaseToken: "a string or an array of strings",
    intercom: "an object",
    ms_teams: "an object",
    slack: "an object",
    webhook: "an object",
};

/** What kind of value Courier takes for a key at the top of a profile; undefined for a key of the user's own. */
export function keyType(key: string): KeyType | undefined {
    return Object.hasOwn(knownKeys, key) ? knownKeys[key as KnownKey] : undefined;
}

export function hasType(value: unknown, type: KeyType): boolean {
    switch (type) {
        case "a string":
            return typeof value === "string";
        case "true or false":
            return typeof value === "boolean";
        case "an object":
            return typeof value === "object" && value !== null && !Array.isArray(value);
        case "a string or an array of strings":
            return [value].flat().every((item) => typeof item === "string");
    }
}
