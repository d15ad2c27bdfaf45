import fc from "fast-check";
import { isExactInteger } from "../../../../provider/core/values/exact-json";
import { isObject, mapValues, type JsonObject, type JsonValue } from "../../../../provider/core/values/json";

const key = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom("a", "b", "c", "email", "custom") },
    { weight: 2, arbitrary: fc.string({ unit: "grapheme", maxLength: 6 }) },
    { weight: 1, arbitrary: fc.constantFrom("constructor", "toString", "hasOwnProperty", "__proto__") },
);

/** Few different values and keys, so that two profiles often agree in some of them. */
const { json, object } = fc.letrec<{ json: JsonValue; object: JsonObject }>((tie) => ({
    json: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.constantFrom<JsonValue>(null, true, false, 0, 1, "", "x", "é"),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.string({ unit: "grapheme", maxLength: 8 }),
        fc.array(tie("json"), { maxLength: 3 }),
        tie("object"),
    ),
    object: fc
        .array(fc.tuple(key, tie("json")), { maxLength: 4 })
        .map((entries) => Object.fromEntries(entries) as JsonObject),
}));

export const anyJson = json;
/** Any that JavaScript can hold. */
export const anyProfile = object;
/** Any that a program may declare: without the integers of which JavaScript keeps the first digits only. */
export const declarableProfile = object.map((profile) => withoutInexact(profile));

/** At least a thousand cases each; fast-check prints the seed of one that fails. */
export const cases = { numRuns: 1000 };

/** Fewer, where a case is slow: as many as given, and in the soak tests as many as CASES says. */
export function sampled(count: number): { numRuns: number } {
    return { numRuns: Math.max(count, Number(process.env.CASES ?? 0)) };
}

function withoutInexact<T extends JsonValue | undefined>(value: T): T {
    if (typeof value === "number") {
        return (isExactInteger(value) ? value : value / Number.MAX_VALUE) as T;
    }
    if (Array.isArray(value)) {
        return value.map(withoutInexact) as T;
    }
    return isObject(value) ? (mapValues(value, withoutInexact) as T) : value;
}

/** The profile with its keys in another order at every depth, objects inside arrays included. */
export function reordered<T extends JsonValue | undefined>(value: T): T {
    if (Array.isArray(value)) {
        return value.map((item) => reordered(item)) as T;
    }
    if (typeof value === "object" && value !== null) {
        const entries = Object.entries(value).map(([name, item]) => [name, reordered(item)] as const);
        return Object.fromEntries(entries.reverse()) as T;
    }
    return value;
}
