/** Names that a program's variable cannot have, or that the printed program uses. */
const taken = new Set(
    (
        "abstract any arguments as async await boolean break case catch class config const constructor continue " +
        "debugger declare default delete do else enum eval export exports extends false finally for from function " +
        "get if implements import in instanceof interface is let module namespace never new null number object of " +
        "package private protected public pulumi require return set static string super switch symbol this throw " +
        "true try type typeof undefined unknown var void while with yield NaN Infinity Profile Object Promise"
    ).split(" "),
);

/**
 * Of letters those of Latin-1: which others a name may have depends on the Unicode version of each compiler, also where
 * a letter that it knows becomes a capital that it does not.
 */
const otherThanLetters = /[^A-Za-z0-9À-ÖØ-öø-ÿ]+/u;

/** Gives each its own name: `svc-ci` becomes `svcCi`, a second one `svcCi2`. */
export class Names {
    readonly #given = new Set<string>();

    /** A name for a variable, and good in a shell, made of the words in these texts. */
    identifier(...texts: readonly string[]): string {
        const words = texts.flatMap((text) => text.split(otherThanLetters)).filter((word) => word !== "");
        const name = words.map((word, index) => (index === 0 ? lowerFirst(word) : upperFirst(word))).join("");
        return this.#unique(/^[^\d]/.test(name) ? name : `user${name}`, "");
    }

    /** A name for a resource: the text itself, but for what would be hard to read in a URN. */
    resource(text: string): string {
        return this.#unique(text.replace(/[^\p{L}\p{N}.@_+-]+/gu, "-"), "-");
    }

    #unique(name: string, separator: string): string {
        let unique = name;
        for (let number = 2; this.#given.has(unique) || (separator === "" && taken.has(unique)); number++) {
            unique = `${name}${separator}${number}`;
        }
        this.#given.add(unique);
        return unique;
    }
}

function lowerFirst(word: string): string {
    // An acronym stays one: API-user is apiUser, not aPIUser.
    return /^\p{Lu}+$/u.test(word) ? word.toLowerCase() : word.replace(/^./u, (first) => first.toLowerCase());
}

function upperFirst(word: string): string {
    return word.replace(/^./u, (first) => first.toUpperCase());
}
