/** Half of a UTF-16 pair alone has no UTF-8 form: it would reach Courier as a different text. */
export const unpairedSurrogates = "has an unpaired UTF-16 surrogate, which no request can carry";

/** The text on one line, without control characters, and no longer than a message should be. */
export function oneLine(text: string, maxLength = 300): string {
    const line = text
        // eslint-disable-next-line no-control-regex
        .replace(/[\u0000-\u001f\u007f-\u009f]+/g, " ")
        .replace(/ +/g, " ")
        .trim();
    return line.length > maxLength ? `${line.slice(0, maxLength)}…` : line;
}

/** A number as a person reads it: `10,000`. */
export function count(value: number): string {
    return value.toLocaleString("en-US");
}

/** A number of things: `1 profile`, `10,000 profiles`. */
export function counted(value: number, noun: string): string {
    return `${count(value)} ${noun}${value === 1 ? "" : "s"}`;
}

/** `was` or `were`. */
export function were(value: number): string {
    return value === 1 ? "was" : "were";
}

/** The first few names, and how many more there are: `a, b and 3 more`. */
export function listed(names: readonly string[], most = 10, separator = ", "): string {
    const more = names.length - most;
    return names.slice(0, most).join(separator) + (more > 0 ? ` and ${count(more)} more` : "");
}
