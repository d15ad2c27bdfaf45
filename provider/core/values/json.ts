import { isExactNumber } from "./exact-json";

/** A JSON value. */
export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;

/** A JSON object. Optional keys read as `undefined`, which means the same as absent. */
export interface JsonObject {
    [key: string]: JsonValue | undefined;
}

/** Whether a value read from JSON, or given by a program, is an object with keys. */
export function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value) && !isExactNumber(value);
}

/** The object's own value of a key: "constructor" or "toString" are keys like any other. */
export function own<T>(object: Readonly<Record<string, T>>, key: string): T | undefined {
    return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Keys whose value is not null: in a profile a null and an absent key mean the same. */
export function presentKeys(object: Readonly<Record<string, unknown>>): string[] {
    return Object.keys(object).filter((key) => isPresent(object[key]));
}

export function isPresent<T>(value: T | null | undefined): value is T {
    return value !== null && value !== undefined;
}

/** The object with each of its values mapped. */
export function mapValues<T, U>(
    object: Readonly<Record<string, T>>,
    map: (value: T, key: string) => U,
): Record<string, U> {
    return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value, key)]));
}
