import { unknown } from "../core/values/unknown";

/** What the engine hands over in place of a value that is not known yet: one marker for each type that it may have. */
const unknownMarkers = new Set([
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** The key that marks an object which stands for a value that JSON has not, and its value where that is a secret. */
export const signatureKey = "4dabf18193072939515e22adb298388d";
export const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

export function isUnknownMarker(value: unknown): boolean {
    return typeof value === "string" && unknownMarkers.has(value);
}

/** A value from the engine, in which {@link unknown} stands for what is not known yet. */
export function fromEngine(value: unknown): unknown {
    if (isUnknownMarker(value)) {
        return unknown;
    }
    if (Array.isArray(value)) {
        return value.map(fromEngine);
    }
    return typeof value === "object" && value !== null ? propsFromEngine(value) : value;
}

/** The properties of a resource, from the engine. */
export function propsFromEngine(props: object): Readonly<Record<string, unknown>> {
    return Object.fromEntries(Object.entries(props).map(([key, item]) => [key, fromEngine(item)]));
}

/** A value that the engine is to keep as a secret. */
export function asSecret(value: unknown): object {
    return { [signatureKey]: secretSignature, value };
}
