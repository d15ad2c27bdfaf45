import { isObject, own, type JsonObject } from "./json";

// To the engine, and in each process on the way, a profile is dozens of values and its JSON text is one. So the
// profiles of a set travel, and stand in the state, as text; Pulumi shows JSON in a text key by key. A profile with an
// output in it travels as an object: what is secret, or not known yet, is marked where it stands.

/** A profile as text. */
export function profileText(profile: unknown): string {
    return JSON.stringify(profile);
}

/** A set's profiles, from how they travel. What is no profile's text stays as it is, for `check` to refuse. */
export function fromProfileTexts(profiles: unknown): unknown {
    return isObject(profiles) ? mapValues(profiles, fromProfileText) : profiles;
}

/** A set's profiles as they travel: each as it does in the first of `likes` that has its user, else as text. */
export function toProfileTexts(
    profiles: Readonly<Record<string, JsonObject>>,
    ...likes: readonly unknown[]
): Record<string, unknown> {
    const known = likes.filter(isObject);
    return mapValues(profiles, (profile, userId) => {
        const like = known.map((like) => own(like, userId)).find((found) => found !== undefined);
        return isObject(like) ? profile : profileText(profile);
    });
}

function fromProfileText(text: unknown): unknown {
    if (typeof text !== "string") {
        return text;
    }
    try {
        const profile: unknown = JSON.parse(text);
        return isObject(profile) ? profile : text;
    } catch {
        return text;
    }
}

function mapValues<T>(
    object: Readonly<Record<string, T>>,
    map: (value: T, key: string) => unknown,
): Record<string, unknown> {
    return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value, key)]));
}
