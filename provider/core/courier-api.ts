import type { JsonObject } from "./values/json";

/** The three calls of Courier's API that the resources need. */
export interface CourierProfiles {
    /** The user's profile, `{}` where it is empty; undefined where Courier knows none. */
    get(userId: string): Promise<JsonObject | undefined>;
    /** Replaces the user's whole profile, or creates it. */
    put(userId: string, profile: JsonObject): Promise<void>;
    /** Deletes the user's profile, which may be missing already. */
    delete(userId: string): Promise<void>;
}
