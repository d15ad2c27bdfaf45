/** The words of a name in lower case: `phoneNumber`, `Phone Number` and `PHONE_NUMBER` have the same. */
export function wordsOf(name: string): string[] {
    return name
        .replace(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, " ")
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u)
        .filter((word) => word !== "");
}

/** Whether two names, given as their words, differ in case and separators alone. */
export function isSameName(written: readonly string[], known: readonly string[]): boolean {
    return written.join("") === known.join("");
}

/**
 * Whether who wrote the one name probably meant the other, both given as their words: they differ in case, separators
 * and number, or at one place in a letter or two. A short word differs from another by so little too easily to count
 * (`name` and `game`, `slack` and `stack`).
 */
export function isNearlySpelt(written: readonly string[], known: readonly string[]): boolean {
    if (isSameName(written, known)) {
        return true;
    }
    if (written.length !== known.length) {
        return isNearlyTheWord(written.join(""), known.join(""), false);
    }
    // Beside words that are right, a word is hardly another one.
    return known.every((word, index) => isNearlyTheWord(written[index] as string, word, known.length > 1));
}

/** The known name that this one is, or probably is meant to be; undefined where it resembles none. */
export function nearestName<Name extends string>(name: string, known: readonly Name[]): Name | undefined {
    const words = wordsOf(name);
    return (
        known.find((candidate) => isSameName(words, wordsOf(candidate))) ??
        known.find((candidate) => isNearlySpelt(words, wordsOf(candidate)))
    );
}

function isNearlyTheWord(written: string, known: string, isCertain: boolean): boolean {
    return (
        written === known ||
        differsLittle(written, known, isCertain) ||
        differsLittle(singular(written), singular(known), isCertain)
    );
}

function differsLittle(written: string, known: string, isCertain: boolean): boolean {
    const length = known.length;
    const [rest, knownRest] = differentParts(written, known);
    const letters = Math.max(rest.length, knownRest.length);
    // `email2` is a second one on purpose.
    if (/\d/.test(rest)) {
        return false;
    }
    if (isAnagram(rest, knownRest)) {
        return length >= 5 ? letters <= 4 : isCertain ? letters <= 2 : length === 4 && letters === 2;
    }
    const isReplacement = rest !== "" && knownRest !== "";
    if (length < (isReplacement ? (isCertain ? 5 : 7) : isCertain ? 3 : 5)) {
        return false;
    }
    return letters <= (length >= 8 ? 2 : 1);
}

function singular(word: string): string {
    return word.replace(/ies$/, "y").replace(/(?<=[^s])s$/, "");
}

/** What is left of two words without their common beginning and end. */
function differentParts(one: string, other: string): [string, string] {
    const shorter = Math.min(one.length, other.length);
    let start = 0;
    while (start < shorter && one[start] === other[start]) {
        start++;
    }
    let end = 0;
    while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) {
        end++;
    }
    return [one.slice(start, one.length - end), other.slice(start, other.length - end)];
}

function isAnagram(one: string, other: string): boolean {
    return Array.from(one).sort().join("") === Array.from(other).sort().join("");
}
