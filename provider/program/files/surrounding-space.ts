const invisible = String.raw`[\p{White_Space}\p{Cc}\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]`;
const outerSpace = new RegExp(`^${invisible}+|${invisible}+$`, "gu");
const firstOrLast = new RegExp(`^${invisible}|${invisible}$`, "u");

/** The text without white space and other characters around it that nobody sees. */
export function withoutOuterSpace(text: string): string {
    return text.replace(outerSpace, "");
}

/** What is wrong with a text that has such characters around it, or undefined where it has none. */
export function outerSpaceProblem(text: string): string | undefined {
    const [found] = firstOrLast.exec(text) ?? [];
    if (found === undefined) {
        return undefined;
    }
    const character = describe(found);
    return text.startsWith(found)
        ? `begins with ${character}; remove it`
        : `ends with ${character}; remove it`;
}

function describe(character: string): string {
    switch (character) {
        case " ":
            return "a space";
        case "\t":
            return "a tab";
        case "\n":
            return "a line break";
    }
    const code = (character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, "0");
    return `a character that shows nothing (U+${code})`;
}
