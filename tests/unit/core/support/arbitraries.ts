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

const digits = (most: number): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom(...Array.from("0123456789")), minLength: 1, maxLength: most });

/** A number as JSON may have it: more digits than JavaScript holds, zeros at the end, any exponent. */
export const anyNumberText: fc.Arbitrary<string> = fc
    .tuple(
        fc.constantFrom("", "-"),
        fc.oneof(fc.constantFrom("0", "1", "9007199254740992", "9007199254740993"), digits(25)),
        fc.option(fc.oneof(fc.constantFrom("0", "50", "1"), digits(25)), { nil: undefined }),
        fc.option(fc.tuple(fc.constantFrom("e", "E"), fc.constantFrom("", "-", "+"), fc.nat({ max: 400 })), {
            nil: undefined,
        }),
    )
    .map(
        ([sign, whole, fraction, exponent]) =>
            `${sign}${whole.replace(/^0+(?=.)/, "")}${fraction === undefined ? "" : `.${fraction}`}${exponent?.join("") ?? ""}`,
    );

/** A key that JavaScript keeps where it is, as it does not keep numbers. */
const placedKey = key.filter((name) => !/^\d+$/.test(name));

/** Any JSON as another writer may have written it: a text without spaces, each key once, numbers in any notation. */
export const { anyJsonText, anyObjectText } = fc.letrec<{ anyJsonText: string; anyObjectText: string }>(
    (tie) => ({
        anyJsonText: fc.oneof(
            { depthSize: "small", withCrossShrink: true },
            anyNumberText,
            fc.constantFrom("null", "true", "false", '""'),
            fc.string({ unit: "grapheme", maxLength: 8 }).map((text) => JSON.stringify(text)),
            fc.array(tie("anyJsonText"), { maxLength: 3 }).map((items) => `[${items.join()}]`),
            tie("anyObjectText"),
        ),
        anyObjectText: fc
            .uniqueArray(fc.tuple(placedKey, tie("anyJsonText")), {
                maxLength: 4,
                selector: ([name]) => name,
            })
            .map((entries) => `{${entries.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join()}}`),
    }),
);

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
    return isObject(value)
        ? (mapValues<JsonValue | undefined, JsonValue | undefined>(value, withoutInexact) as T)
        : value;
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
