/** A JSON value. */
export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;

/** A JSON object. Optional keys read as `undefined`, which means the same as absent. */
export interface JsonObject {
    [key: string]: JsonValue | undefined;
}

export function isObject(value: unknown): value is JsonObject {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object's own value of a key: "constructor" or "toString" are keys like any other. */
export function own(object: JsonObject, key: string): JsonValue | undefined {
    return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Keys whose value is not null: in a profile a null and an absent key mean the same. */
export function presentKeys(object: JsonObject): string[] {
    return Object.keys(object).filter((key) => isPresent(object[key]));
}

export function isPresent<T>(value: T | null | undefined): value is T {
    return value !== null && value !== undefined;
}
