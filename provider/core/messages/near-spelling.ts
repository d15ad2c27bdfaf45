/** So many letters may be wrong. More make another name, and of a short name any does. */
function mostWrong(name: string): number {
    return Math.max(0, Math.min(2, Math.floor(name.length / 2) - 1));
}

/**
 * The known name that this one is probably meant to be, though it is spelt otherwise: in another case, with other
 * separators, in the plural, or with a letter or two wrong. Undefined where it resembles none.
 */
export function nearestName<Name extends string>(name: string, known: readonly Name[]): Name | undefined {
    const [nearest] = known
        .map((candidate) => ({ candidate, wrong: wrongLetters(simplified(name), simplified(candidate)) }))
        .filter(({ candidate, wrong }) => wrong <= mostWrong(candidate))
        .sort((a, b) => a.wrong - b.wrong);
    return nearest?.candidate;
}

function simplified(name: string): string {
    return name
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]/gu, "")
        .replace(/ies$/, "y")
        .replace(/s$/, "");
}

/** How many letters must be added, left out, replaced or swapped with the next to make one word of the other. */
function wrongLetters(a: string, b: string): number {
    const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
    const at = (row: number, column: number): number => rows[row]?.[column] ?? Infinity;
    for (let row = 1; row <= a.length; row++) {
        rows.push([row]);
        for (let column = 1; column <= b.length; column++) {
            const isSame = a[row - 1] === b[column - 1];
            const isSwapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
            rows[row]?.push(
                Math.min(
                    at(row - 1, column) + 1,
                    at(row, column - 1) + 1,
                    at(row - 1, column - 1) + (isSame ? 0 : 1),
                    isSwapped ? at(row - 2, column - 2) + 1 : Infinity,
                ),
            );
        }
    }
    return at(a.length, b.length);
}
