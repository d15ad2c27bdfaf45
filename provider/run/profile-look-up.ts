import { ProfileOperations } from "../core/profile-operations";
import type { JsonObject } from "../core/values/json";
import { standardErrorLog } from "./log";
import { ProviderRun } from "./provider-run";

/**
 * Reads a whole profile.
 *
 * @throws Error whose message tells a person what is wrong and what to do.
 */
export type LookUp = (userId: string) => Promise<JsonObject>;

/** Reads whole profiles, all over the same connections, with the settings in this configuration or the environment. */
export function createLookUp(
    config: (key: string) => string | undefined,
    environment?: NodeJS.ProcessEnv,
): LookUp {
    const run = new ProviderRun({ log: standardErrorLog, environment });
    run.configure(config);
    const resource = new ProfileOperations(run);
    return async (userId) => (await resource.get(userId)).profile as JsonObject;
}

/** Reads one whole profile, with the settings in this configuration or the environment; see {@link LookUp}. */
export function lookUpProfile(
    userId: string,
    config: (key: string) => string | undefined,
): Promise<JsonObject> {
    return createLookUp(config)(userId);
}
