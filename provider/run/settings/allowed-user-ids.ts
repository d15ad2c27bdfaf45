/** The user ids that a stack may touch: those that a regular expression matches whole. */
export class AllowedUserIds {
    readonly #pattern: string;
    readonly #source: string;
    readonly #whole: RegExp;

    /**
     * @param source the name of the setting in messages
     * @throws Error that says why the pattern is none
     */
    constructor(pattern: string, source: string) {
        this.#pattern = pattern;
        this.#source = source;
        try {
            new RegExp(pattern, "u"); // alone first: "a)|(b" would be valid, and match too much, only inside the group
            this.#whole = new RegExp(`^(?:${pattern})$`, "u");
        } catch (error) {
            throw new Error(`is not a regular expression (${(error as Error).message})`, { cause: error });
        }
    }

    /** Why the stack must not touch this user, as a clause without its subject; undefined where it may. */
    refusal(userId: string): string | undefined {
        return this.#whole.test(userId)
            ? undefined
            : `is "${userId}", which ${this.#source} does not allow: ${this.#pattern} must match the whole user id; ` +
                  "choose another user id, or widen that pattern";
    }
}
