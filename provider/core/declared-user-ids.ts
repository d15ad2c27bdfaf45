/**
 * The user ids that the program declares or reads in this run, each with the resource that declares it.
 *
 * The engine checks every declared resource before it deletes anything, and `destroy` checks none. So a
 * user id known here at the time of a deletion is one whose profile the program still wants, under another
 * name or in another resource, and emptying it would lose that profile.
 */
export class DeclaredUserIds {
    readonly #resources = new Map<string, string | undefined>();

    /** Notes the declaration. Answers the other resource that has declared the user id, if there is one. */
    declare(userId: string, resource: string | undefined): string | undefined {
        const other = this.#resources.get(userId) ?? resource;
        this.#resources.set(userId, other);
        return other === resource ? undefined : other;
    }

    has(userId: string): boolean {
        return this.#resources.has(userId);
    }
}
