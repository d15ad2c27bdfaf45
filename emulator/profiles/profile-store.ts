import type { JsonObject } from "../json-value";

/**
 * The emulator's profiles, for a test to arrange and to look at. What is handed in and out is a copy.
 *
 * @example
 * ```ts
 * import { startEmulator } from "pulumi-courier/emulator";
 *
 * const courier = await startEmulator();
 * courier.profiles.set("svc-ci", { email: "ci@example.com" });
 * console.log(courier.profiles.get("svc-ci"), [...courier.profiles.all().keys()]);
 * courier.profiles.delete("svc-ci");
 * await courier.close();
 * ```
 */
export interface Profiles {
    /**
     * The user's profile; `undefined` when there is none.
     *
     * @param userId the user id as it is, not encoded
     */
    get(userId: string): JsonObject | undefined;
    /**
     * Puts a profile there as it is, as another writer would have left it. No request is recorded.
     *
     * @param userId the user id as it is, not encoded
     * @param profile the whole profile
     */
    set(userId: string, profile: JsonObject): void;
    /**
     * Removes a profile; one that does not exist is no error. No request is recorded.
     *
     * @param userId the user id as it is, not encoded
     */
    delete(userId: string): void;
    /** Every profile, by user id, in the order in which the users came to be. */
    all(): Map<string, JsonObject>;
}

/**
 * The profiles, by user id, in order of insertion. Each is kept as its JSON text, so that nothing handed
 * in or out can be changed behind the store's back.
 */
export class ProfileStore implements Profiles {
    readonly #texts = new Map<string, string>();
    readonly #onChange: () => void;

    /** `onChange` is called after every change that is made later on. */
    constructor(initial: Iterable<readonly [userId: string, profile: JsonObject]>, onChange: () => void) {
        for (const [userId, profile] of initial) {
            this.#texts.set(userId, JSON.stringify(profile));
        }
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

    /** A copy, which can be changed without changing this one, and tells nobody. */
    copy(): ProfileStore {
        return new ProfileStore(this.all(), () => undefined);
    }

    /** The profiles' JSON text, by user id. */
    texts(): ReadonlyMap<string, string> {
        return this.#texts;
    }
}
