/**
 * Lets the operations on one user id happen one after another: where the engine deletes one resource and
 * creates another of the same user id at once, the deletion must not overtake the creation.
 */
export class UserLocks {
    readonly #last = new Map<string, Promise<unknown>>();

    async run<T>(userId: string, operation: () => Promise<T>): Promise<T> {
        const previous = this.#last.get(userId) ?? Promise.resolve();
        // The next operation runs however this one ends; its own caller hears of a failure.
        const result = previous.then(operation, operation);
        this.#last.set(userId, result);
        try {
            return await result;
        } finally {
            if (this.#last.get(userId) === result) {
                this.#last.delete(userId);
            }
        }
    }
}
