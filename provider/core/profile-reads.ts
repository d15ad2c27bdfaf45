import type { CourierProfiles } from "./courier-api";
import { presentKeys, type JsonObject } from "./values/json";
import { project } from "./values/declared-keys";

/** The declared keys as the server has them now; undefined where the profile is gone. */
export async function readDeclaredKeys(
    courier: CourierProfiles,
    userId: string,
    declared: JsonObject,
): Promise<JsonObject | undefined> {
    const server = (await courier.get(userId)) ?? {};
    // Of a profile without declared keys nothing can be gone.
    const isGone = presentKeys(declared).length > 0 && presentKeys(server).length === 0;
    return isGone ? undefined : project(declared, server);
}
