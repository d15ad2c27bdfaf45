import type { ExactObject } from "../exact-json";

/** Which lists each user is subscribed to. */
export class ListSubscriptions {
    readonly #byUser = new Map<string, Map<string, ExactObject>>();

    /** A copy of the user's, which can be changed without changing this one. */
    copyOf(userId: string): ListSubscriptions {
        const copy = new ListSubscriptions();
        copy.#byUser.set(userId, new Map(this.#byUser.get(userId)));
        return copy;
    }

    /** Subscribes the user; a list the user is on already keeps its place and its date of creation. */
    subscribe(userId: string, listId: string, preferences: ExactObject | undefined): void {
        const lists = this.#byUser.get(userId) ?? new Map<string, ExactObject>();
        this.#byUser.set(userId, lists);
        const now = new Date().toISOString();
        lists.set(listId, {
            id: listId,
            name: listId,
            created: lists.get(listId)?.created ?? now,
            updated: now,
            ...(preferences && { preferences }),
        });
    }

    of(userId: string): ExactObject[] {
        return [...(this.#byUser.get(userId)?.values() ?? [])];
    }

    unsubscribeAll(userId: string): void {
        this.#byUser.delete(userId);
    }
}
