import { SecretReference, type DeclaredValue } from "./declared-profiles";

/** So long a line may be, without the key before it. */
const width = 80;

export const indent = "    ";

/** How a language writes what JSON has. */
export interface LiteralSyntax {
    readonly null: string;
    readonly true: string;
    readonly false: string;
    /** What its formatters put between the brackets of an object on one line and what is in it. */
    readonly objectPadding: "" | " ";
    readonly key: (key: string) => string;
    readonly secret: (secret: SecretReference) => string;
}

/** The literal of a value, its lines but the first indented by `at`. */
export function printLiteral(value: DeclaredValue, at: string, syntax: LiteralSyntax): string {
    if (value === null || typeof value === "boolean") {
        return syntax[`${value}`];
    }
    if (typeof value === "number") {
        return JSON.stringify(value);
    }
    if (typeof value === "string") {
        return quote(value);
    }
    if (value instanceof SecretReference) {
        return syntax.secret(value);
    }
    const print = (item: DeclaredValue) => printLiteral(item, at + indent, syntax);
    if (Array.isArray(value)) {
        return printBlock("[", value.map(print), "]", at);
    }
    const entries = Object.entries(value).map(([key, item]) => `${syntax.key(key)}: ${print(item)}`);
    return printBlock("{", entries, "}", at, syntax.objectPadding);
}

/** On one line where it fits, else an item a line. */
export function printBlock(
    open: string,
    items: readonly string[],
    close: string,
    at: string,
    padding = "",
): string {
    if (items.length === 0) {
        return open + close;
    }
    const line = open + padding + items.join(", ") + padding + close;
    return !line.includes("\n") && at.length + line.length <= width
        ? line
        : printLines(open, items, close, at);
}

/** An item a line. */
export function printLines(open: string, items: readonly string[], close: string, at: string): string {
    return `${open}\n${items.map((item) => `${at}${indent}${item},\n`).join("")}${at}${close}`;
}

/** A string literal of JSON, and so of most languages. */
export function quote(text: string): string {
    return escapeHidden(JSON.stringify(text));
}

/** What is between quotes, without characters that hide or reorder what a terminal shows. */
export function escapeHidden(text: string): string {
    return text.replace(
        /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
        (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
}
