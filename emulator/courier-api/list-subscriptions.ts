import type { JsonObject } from "../json-value";

/** Which lists each user is subscribed to. */
export class ListSubscriptions {
    readonly #byUser = new Map<string, Map<string, JsonObject>>();

    /** A copy, which can be changed without changing this one. */
    copy(): ListSubscriptions {
        const copy = new ListSubscriptions();
        for (const [userId, lists] of this.#byUser) {
            copy.#byUser.set(userId, new Map(lists));
        }
        return copy;
    }

    /** Subscribes the user; a list the user is on already keeps its place and its date of creation. */
    subscribe(userId: string, listId: string, preferences: JsonObject | undefined): void {
        const lists = this.#byUser.get(userId) ?? new Map<string, JsonObject>();
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

    of(userId: string): JsonObject[] {
        return [...(this.#byUser.get(userId)?.values() ?? [])];
    }

    unsubscribeAll(userId: string): void {
        this.#byUser.delete(userId);
    }
}
