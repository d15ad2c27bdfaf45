import { ProfileResource } from "./core/profile-resource";
import type { JsonObject } from "./core/json";
import { standardErrorLog } from "./engine-log";
import { Run } from "./run";

/**
 * Reads a whole profile, with the settings in this configuration or the environment.
 *
 * @throws Error whose message tells a person what is wrong and what to do.
 */
export async function lookUpProfile(
    userId: string,
    config: (key: string) => string | undefined,
): Promise<JsonObject> {
    const run = new Run(standardErrorLog);
    run.configure(config);
    const { profile } = await new ProfileResource(run).get(userId);
    return profile;
}
