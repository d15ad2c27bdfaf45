import type { JsonObject } from "./json";

/**
 * The profiles, by user id, in order of insertion. Each is kept as its JSON text, so that nothing handed
 * in or out can be changed behind the store's back.
 */
export class ProfileStore {
    readonly #texts = new Map<string, string>();
    readonly #onChange: () => void;

    constructor(onChange: () => void) {
        this.#onChange = onChange;
    }

    get(userId: string): JsonObject | undefined {
        const text = this.#texts.get(userId);
        return text === undefined ? undefined : (JSON.parse(text) as JsonObject);
    }

    set(userId: string, profile: JsonObject): void {
        this.#texts.set(userId, JSON.stringify(profile));
        this.#onChange();
    }

    delete(userId: string): void {
        if (this.#texts.delete(userId)) {
            this.#onChange();
        }
    }

    all(): Map<string, JsonObject> {
        return new Map(Array.from(this.#texts, ([userId, text]) => [userId, JSON.parse(text) as JsonObject]));
    }

    /** The profiles' JSON text, by user id. */
    texts(): ReadonlyMap<string, string> {
        return this.#texts;
    }
}
