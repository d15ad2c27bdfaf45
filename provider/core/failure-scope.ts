import type { Concern } from "./bulk-operation";
import { Refusal } from "./messages/refusal";

/**
 * A key that Courier refuses for one user it refuses for all, and a cancelled run is cancelled for all; a profile that
 * it refuses is this user's own.
 */
export function concernOf(error: Error): Concern {
    const { status, isCancelled } = error as { status?: number; isCancelled?: boolean };
    if (isCancelled || status === 401 || status === 403) {
        return "everyone";
    }
    return error instanceof Refusal || status === 400 || status === 413 || status === 422
        ? "this user"
        : "unclear";
}
