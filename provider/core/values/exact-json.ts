import type * as jsoncParser from "jsonc-parser";
import { isLosslessNumber, LosslessNumber, parse, stringify } from "lossless-json";
import type { JsonValue } from "./json";
import type { Path } from "./key-path";

/** A number whose text JavaScript would write otherwise: `1234567890123456789`, `1.0`, `1e2`. */
export interface ExactNumber {
    /** The text. */
    readonly value: string;
    toString(): string;
}

/** A JSON value with every number as it was written. */
export type ExactValue = null | boolean | number | ExactNumber | string | ExactValue[] | ExactObject;

/** A JSON object with every number as it was written. */
export interface ExactObject {
    [key: string]: ExactValue | undefined;
}

/**
 * Parses JSON as `JSON.parse` does, but for numbers that JavaScript would write otherwise: these keep their text.
 *
 * @param onRepeatedKey is told the path of a key that an object has twice with different values; the last one counts
 * @throws SyntaxError whose message quotes the text
 */
export function parseExactJson(text: string, onRepeatedKey?: (path: Path) => void): ExactValue {
    return parse(text, undefined, {
        parseNumber: (digits) =>
            String(Number(digits)) === digits ? Number(digits) : new LosslessNumber(digits),
        onDuplicateKey: ({ position, newValue }) => {
            onRepeatedKey?.(locate(text, position));
            return newValue;
        },
    }) as ExactValue;
}

/** Loaded where a key is repeated: other programs need not wait for it. */
function locate(text: string, position: number): Path {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { getLocation } = require("jsonc-parser") as typeof jsoncParser;
    return getLocation(text, position).path;
}

/** The value as JSON, each number as it was written. */
export function exactJson(value: ExactValue): string {
    return stringify(value) as string;
}

export function isExactNumber(value: unknown): value is ExactNumber {
    return isLosslessNumber(value);
}

/** Whether JavaScript has the very number that a JSON text writes, in whatever notation: `1.50` and `1e3`, not 2 to the 53rd. */
export function isHeldExactly(digits: string): boolean {
    const value = Number(digits);
    return Number.isFinite(value) && isExactInteger(value) && decimal(digits) === decimal(String(value));
}

/** Whether no other integer is read as this number. Fractions always come back as they were written in a program. */
export function isExactInteger(value: number): boolean {
    return !Number.isInteger(value) || Number.isSafeInteger(value);
}

/** The same text for the same number, whatever the notation: its digits without outer zeros, and where the point is. */
function decimal(digits: string): string {
    const [, sign = "", whole = "", fraction = "", exponent = "0"] =
        /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(digits) ?? [];
    const significant = `${whole}${fraction}`.replace(/^0+/, "");
    const trimmed = withoutTrailingZeros(significant);
    // Exact for every exponent that a number with as many digits as a text can have needs; others are infinitely far off.
    const power = Number(exponent) - fraction.length + significant.length - trimmed.length;
    return trimmed === "" ? "0" : `${sign}${trimmed}e${power}`;
}

/** An expression for it would look again from each zero on. */
function withoutTrailingZeros(digits: string): string {
    let end = digits.length;
    while (digits[end - 1] === "0") {
        end--;
    }
    return digits.slice(0, end);
}

/**
 * The value as JavaScript has it: other numbers take the nearest that it has.
 *
 * @param onRounded is told the path of each number that is not the same any more
 */
export function toJavaScript(value: ExactValue, onRounded: (path: Path) => void, path: Path = []): JsonValue {
    if (isExactNumber(value)) {
        const digits = value.toString();
        if (!isHeldExactly(digits)) {
            onRounded(path);
        }
        const nearest = Number(digits);
        // JSON has no infinity.
        return Number.isFinite(nearest) ? nearest : Math.sign(nearest) * Number.MAX_VALUE;
    }
    if (Array.isArray(value)) {
        return value.map((item, index) => toJavaScript(item, onRounded, [...path, index]));
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    const entries: [string, JsonValue][] = [];
    for (const [key, item] of Object.entries(value)) {
        if (item !== undefined) {
            entries.push([key, toJavaScript(item, onRounded, [...path, key])]);
        }
    }
    return Object.fromEntries(entries);
}
