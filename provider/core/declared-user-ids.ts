/**
 * The user ids that the program declares in this run.
 *
 * The engine checks every declared resource before it deletes anything, and `destroy` checks none. So a
 * user id known here at the time of a deletion is one whose profile the program still wants, under another
 * name or in another resource, and emptying it would lose that profile.
 */
export class DeclaredUserIds {
    readonly #ids = new Set<string>();

    add(userId: string): void {
        this.#ids.add(userId);
    }

    has(userId: string): boolean {
        return this.#ids.has(userId);
    }
}
