import type { ExactObject } from "./values/exact-json";

/** The three calls of Courier's API that the resources need. */
export interface CourierApi {
    /** The user's profile, `{}` where it is empty; undefined where Courier knows none. */
    get(userId: string): Promise<ExactObject | undefined>;
    /** Replaces the user's whole profile, or creates it. */
    put(userId: string, profile: ExactObject): Promise<void>;
    /** Deletes the user's profile, which may be missing already. */
    delete(userId: string): Promise<void>;
}
