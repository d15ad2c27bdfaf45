import { bulkConcurrency } from "../core/profile-set/bulk-operation";
import { Refusal } from "../core/messages/refusal";
import { readWholeProfile } from "../core/profile-reads";
import type { JsonObject } from "../core/values/json";
import type { Path } from "../core/values/key-path";
import { CourierClient } from "../courier/client";
import { readSettings } from "./settings";

/**
 * Reads a whole profile.
 *
 * @throws MessageError
 */
export type LookUp = (userId: string) => Promise<JsonObject>;

/** Is told the paths of the numbers of a profile that came as the nearest that JavaScript has. */
export type OnRounded = (userId: string, paths: readonly Path[]) => void;

/**
 * Reads whole profiles, so many at a time as a set does and all over the same connections, with the settings in this
 * configuration or the environment.
 *
 * @throws SettingsError
 */
export function createLookUp(
    config: (key: string) => string | undefined,
    environment: NodeJS.ProcessEnv,
    onRounded: OnRounded = () => undefined,
): LookUp {
    const { allowedUserIds, ...settings } = readSettings(config, environment);
    const courier = new CourierClient(settings, { connections: bulkConcurrency });
    return async (userId) => {
        const refusal = allowedUserIds?.refusal(userId);
        if (refusal !== undefined) {
            throw new Refusal(`userId ${refusal}`);
        }
        const { profile, rounded } = await readWholeProfile(courier, userId);
        if (rounded.length > 0) {
            onRounded(userId, rounded);
        }
        return profile;
    };
}
