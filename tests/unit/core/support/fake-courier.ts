import type { CourierProfiles } from "../../../../provider/core/courier-api";
import type { JsonObject } from "../../../../provider/core/values/json";

/** Courier's three calls on a map; what they were asked is kept as `"PUT ada"`. */
export class FakeCourier implements CourierProfiles {
    readonly profiles = new Map<string, JsonObject>();
    readonly calls: string[] = [];
    /** So many of the next calls fail, without effect. */
    failures = 0;
    /** What every call about one of these users fails with, without effect. */
    readonly failing = new Map<string, Error>();
    /** So many of the next writes take effect, and fail all the same: their answers are lost. */
    lostAnswers = 0;

    constructor(profiles: Readonly<Record<string, JsonObject>> = {}) {
        for (const [userId, profile] of Object.entries(profiles)) {
            this.profiles.set(userId, profile);
        }
    }

    async get(userId: string): Promise<JsonObject | undefined> {
        await this.#arrive("GET", userId);
        return structuredClone(this.profiles.get(userId));
    }

    async put(userId: string, profile: JsonObject): Promise<void> {
        await this.#arrive("PUT", userId);
        this.profiles.set(userId, structuredClone(profile));
        this.#answer();
    }

    async delete(userId: string): Promise<void> {
        await this.#arrive("DELETE", userId);
        this.profiles.delete(userId);
        this.#answer();
    }

    async #arrive(method: string, userId: string): Promise<void> {
        this.calls.push(`${method} ${userId}`);
        await Promise.resolve();
        const failure = this.failing.get(userId);
        if (failure) {
            throw failure;
        }
        if (this.failures > 0) {
            this.failures -= 1;
            throw new Error("Courier is down");
        }
    }

    #answer(): void {
        if (this.lostAnswers > 0) {
            this.lostAnswers -= 1;
            throw new Error("the connection was reset");
        }
    }
}
