/** Gives each its own name: the second `svcCi` becomes `svcCi2`. */
export class UniqueNames {
    readonly #taken: Set<string>;
    /** By name, the number that its next namesake tries first: 16,000 users may all be called "user". */
    readonly #next = new Map<string, number>();

    /** @param taken names that are given to nobody; those that are given join them */
    constructor(taken = new Set<string>()) {
        this.#taken = taken;
    }

    /** The name itself, or where it is taken the name with a number. */
    unique(name: string, separator = ""): string {
        let unique = name;
        let number = this.#next.get(name) ?? 2;
        while (this.#taken.has(unique)) {
            unique = `${name}${separator}${number++}`;
        }
        this.#next.set(name, number);
        this.#taken.add(unique);
        return unique;
    }
}

/** A name for a variable or a key of the configuration, made of the words in these texts: `svcCi`. */
export function camelCase(...texts: readonly string[]): string {
    const name = wordsOf(texts)
        .map((word, index) => (index === 0 ? lowerFirst(word) : upperFirst(word)))
        .join("");
    return startsWithLetter(name) ? name : `user${name}`;
}

/** A name for a variable in Python: `svc_ci`. */
export function snakeCase(text: string): string {
    const name = wordsOf([text])
        .map((word) => word.toLowerCase())
        .join("_");
    return startsWithLetter(name) ? name : ["user", name].filter((part) => part !== "").join("_");
}

/** A name for a resource: the user id itself, but for what would be hard to read in a URN. */
export function resourceName(userId: string): string {
    return userId.replace(/[^\p{L}\p{N}.@_+-]+/gu, "-");
}

/**
 * Of letters those of Latin-1: which others a name may have depends on the Unicode version of each compiler, also where
 * a letter that it knows becomes a capital that it does not.
 */
function wordsOf(texts: readonly string[]): string[] {
    return texts.flatMap((text) => text.split(/[^A-Za-z0-9À-ÖØ-öø-ÿ]+/u)).filter((word) => word !== "");
}

function startsWithLetter(name: string): boolean {
    return /^[^\d]/.test(name);
}

function lowerFirst(word: string): string {
    // An acronym stays one: API-user is apiUser, not aPIUser.
    return /^\p{Lu}+$/u.test(word) ? word.toLowerCase() : word.replace(/^./u, (first) => first.toLowerCase());
}

function upperFirst(word: string): string {
    return word.replace(/^./u, (first) => first.toUpperCase());
}
