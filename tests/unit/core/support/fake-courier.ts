import type { CourierApi } from "../../../../provider/core/courier-api";
import { exactJson, parseExactJson, type ExactObject } from "../../../../provider/core/values/exact-json";

/** Courier's three calls on a map; what they were asked is kept as `"PUT ada"`. */
export class FakeCourier implements CourierApi {
    readonly profiles = new Map<string, ExactObject>();
    readonly calls: string[] = [];
    /** So many of the next calls fail, without effect. */
    failures = 0;
    /** What every call about one of these users fails with, without effect. */
    readonly failing = new Map<string, Error>();
    /** So many of the next writes take effect, and fail all the same: their answers are lost. */
    lostAnswers = 0;

    constructor(profiles: Readonly<Record<string, ExactObject>> = {}) {
        for (const [userId, profile] of Object.entries(profiles)) {
            this.profiles.set(userId, profile);
        }
    }

    async get(userId: string): Promise<ExactObject | undefined> {
        await this.#arrive("GET", userId);
        const profile = this.profiles.get(userId);
        return profile && overTheWire(profile);
    }

    async put(userId: string, profile: ExactObject): Promise<void> {
        await this.#arrive("PUT", userId);
        this.profiles.set(userId, overTheWire(profile));
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

function overTheWire(profile: ExactObject): ExactObject {
    return parseExactJson(exactJson(profile)) as ExactObject;
}
