import { type ExactObject, exactText, type ExactValue, isExactObject, parseExact } from "../exact-json";
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
     * The user's profile, its numbers as JavaScript has them; `undefined` when there is none.
     *
     * @param userId the user id as it is, not encoded
     */
    get(userId: string): JsonObject | undefined;
    /**
     * The user's profile as JSON text, without space between its values: each number is the text that it was
     * sent as, such as `1234567890123456789` or `1.0`. `undefined` when there is none.
     *
     * @param userId the user id as it is, not encoded
     */
    getText(userId: string): string | undefined;
    /**
     * Puts a profile there as it is, as another writer would have left it. No request is recorded.
     *
     * @param userId the user id as it is, not encoded
     * @param profile the whole profile
     */
    set(userId: string, profile: JsonObject): void;
    /**
     * The same, for a profile with numbers that JavaScript cannot hold: each keeps its text.
     *
     * @param userId the user id as it is, not encoded
     * @param json the whole profile, as JSON text
     * @throws Error that says why the text is not a JSON object.
     *
     * @example
     * ```ts
     * import assert from "node:assert/strict";
     * import { startEmulator } from "pulumi-courier/emulator";
     *
     * const courier = await startEmulator();
     * courier.profiles.setText("svc-ci", '{"crm": {"id": 1234567890123456789}}');
     * assert.equal(courier.profiles.getText("svc-ci"), '{"crm":{"id":1234567890123456789}}');
     * await courier.close();
     * ```
     */
    setText(userId: string, json: string): void;
    /**
     * Removes a profile; one that does not exist is no error. No request is recorded.
     *
     * @param userId the user id as it is, not encoded
     */
    delete(userId: string): void;
    /** Every profile as {@link get} gives it, by user id, in the order in which the users came to be. */
    all(): Map<string, JsonObject>;
}

/**
 * The profiles, by user id, in order of insertion. Each is kept as its JSON text, so that numbers keep
 * their digits and nothing handed in or out can be changed behind the store's back.
 */
export class ProfileStore implements Profiles {
    readonly #texts = new Map<string, string>();
    readonly #onChange: (userId: string) => void;

    /** `onChange` is called after every change of a user's profile that is made later on. */
    constructor(
        initial: Iterable<readonly [userId: string, profile: ExactObject]>,
        onChange: (userId: string) => void,
    ) {
        for (const [userId, profile] of initial) {
            this.#texts.set(userId, exactText(profile));
        }
        this.#onChange = onChange;
    }

    get(userId: string): JsonObject | undefined {
        const text = this.#texts.get(userId);
        return text === undefined ? undefined : (JSON.parse(text) as JsonObject);
    }

    getText(userId: string): string | undefined {
        return this.#texts.get(userId);
    }

    /** The profile with its numbers' texts. */
    read(userId: string): ExactObject | undefined {
        const text = this.#texts.get(userId);
        return text === undefined ? undefined : (parseExact(text) as ExactObject);
    }

    set(userId: string, profile: JsonObject): void {
        this.#setText(userId, JSON.stringify(profile));
    }

    setText(userId: string, json: string): void {
        this.write(userId, parsedProfile(userId, json));
    }

    write(userId: string, profile: ExactObject): void {
        this.#setText(userId, exactText(profile));
    }

    delete(userId: string): void {
        if (this.#texts.delete(userId)) {
            this.#onChange(userId);
        }
    }

    all(): Map<string, JsonObject> {
        return new Map(Array.from(this.#texts, ([userId, text]) => [userId, JSON.parse(text) as JsonObject]));
    }

    /** A copy of the user's profile alone, which can be changed without changing this one, and tells nobody. */
    copyOf(userId: string): ProfileStore {
        const profile = this.read(userId);
        return new ProfileStore(profile ? [[userId, profile]] : [], () => undefined);
    }

    /** The profiles' JSON text, by user id. */
    texts(): ReadonlyMap<string, string> {
        return this.#texts;
    }

    #setText(userId: string, text: string): void {
        this.#texts.set(userId, text);
        this.#onChange(userId);
    }
}

function parsedProfile(userId: string, json: string): ExactObject {
    let profile: ExactValue;
    try {
        profile = parseExact(json);
    } catch (error) {
        const reason = (error as Error).message;
        throw new Error(`the profile of ${JSON.stringify(userId)} is not valid JSON: ${reason}`, {
            cause: error,
        });
    }
    if (!isExactObject(profile)) {
        throw new Error(`the profile of ${JSON.stringify(userId)} is not a JSON object`);
    }
    return profile;
}
