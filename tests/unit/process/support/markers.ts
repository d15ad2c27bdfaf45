/** What the engine hands over at preview in place of a text that is not known yet. */
export const unknownMarker = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** A secret as it travels between Pulumi's processes. */
export function secret(value: unknown): object {
    return { [signatureKey]: secretSignature, value };
}

/** The value as a dynamic provider gets it: without the marks of secrets. */
export function withoutMarks(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(withoutMarks);
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    const object = value as Record<string, unknown>;
    return object[signatureKey] === secretSignature
        ? withoutMarks(object.value)
        : Object.fromEntries(Object.entries(object).map(([key, item]) => [key, withoutMarks(item)]));
}
