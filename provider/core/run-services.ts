import type { CourierApi } from "./courier-api";
import type { Problem } from "./messages/problem";
import type { UserIdRegister } from "./user-ids/user-id-register";
import type { UserLocks } from "./user-ids/user-locks";

/** What the resources of one run share. */
export interface RunServices {
    /** What is wrong with the settings, if anything. */
    settingsProblems(): readonly Problem[];
    /** Why this stack must not touch the user, if so; nothing where the settings have problems. */
    userIdRefusal(userId: string): string | undefined;
    /** Courier, for requests about this user. Throws where the settings do not allow or cannot make any. */
    courierFor(userId: string): CourierApi;
    readonly register: UserIdRegister;
    readonly locks: UserLocks;
    /** Shows a warning under the resource of this URN, or under the stack. */
    warn(message: string, resource?: string): Promise<void>;
    /** Shows a line under the resource of this URN, or under the stack. */
    inform(message: string, resource?: string): Promise<void>;
}
