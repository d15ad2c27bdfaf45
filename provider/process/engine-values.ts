import { unknown } from "../core/values/unknown";

/** What the engine hands over at preview in place of a value that is not known yet. */
const unknownMarker = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The key and the value that mark an object which stands for a secret. */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** A value from the engine, in which {@link unknown} stands for what is not known yet. */
export function fromEngine(value: unknown): unknown {
    if (value === unknownMarker) {
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
