/** The user ids that other provider processes of the same run have seen declared. */
export interface SharedUserIds {
    add(userId: string): void;
    has(userId: string): boolean;
}

/**
 * The user ids that the program declares or reads in this run, each with the resource that declares it.
 *
 * The engine checks every declared resource before it deletes anything, and `destroy` checks none. So a
 * user id known here at the time of a deletion is one whose profile the program still wants, under another
 * name or in another resource, and emptying it would lose that profile.
 */
export class DeclaredUserIds {
    readonly #resources = new Map<string, string | undefined>();
    readonly #shared: SharedUserIds | undefined;

    constructor(shared?: SharedUserIds) {
        this.#shared = shared;
    }

    /** Notes the declaration. Answers the other resource that has declared the user id, if there is one. */
    declare(userId: string, resource: string | undefined): string | undefined {
        if (!this.#resources.has(userId)) {
            this.#shared?.add(userId);
        }
        const other = this.#resources.get(userId) ?? resource;
        this.#resources.set(userId, other);
        return other === resource ? undefined : other;
    }

    /** The resource that declares the user id, where this process knows it. */
    resourceOf(userId: string): string | undefined {
        return this.#resources.get(userId);
    }

    has(userId: string): boolean {
        return this.#resources.has(userId) || (this.#shared?.has(userId) ?? false);
    }
}
