import type { CourierApi } from "./courier-api";
import { toJavaScript } from "./values/exact-json";
import { project } from "./values/declared-keys";
import { isObject, presentKeys, type JsonObject } from "./values/json";
import { keyPaths, withoutDeclared } from "./values/undeclared-keys";

/** What a read of a profile has found beside the declared keys and their values. */
export interface ReadProfile {
    /** The declared keys, as the server has them now. */
    readonly profile: JsonObject;
    /** The keys that others wrote. */
    readonly undeclared: readonly (readonly string[])[];
    /** Where a number is the nearest that JavaScript has, and not the one in Courier. */
    readonly rounded: readonly (readonly string[])[];
}

/** The declared keys as the server has them now; undefined where the profile is gone. */
export async function readDeclaredKeys(
    courier: CourierApi,
    userId: string,
    declared: JsonObject,
): Promise<ReadProfile | undefined> {
    const server = (await courier.get(userId)) ?? {};
    // Of a profile without declared keys nothing can be gone.
    const isGone = presentKeys(declared).length > 0 && presentKeys(server).length === 0;
    return isGone
        ? undefined
        : {
              ...held(project(declared, server)),
              undeclared: keyPaths(withoutDeclared(server, declared)),
          };
}

/** A whole profile; undefined where there is none. */
export async function readWholeProfile(
    courier: CourierApi,
    userId: string,
): Promise<Omit<ReadProfile, "undeclared"> | undefined> {
    const server = await courier.get(userId);
    return server && held(server);
}

function held(server: Parameters<typeof toJavaScript>[0]): Omit<ReadProfile, "undeclared"> {
    const rounded: (readonly string[])[] = [];
    const profile = toJavaScript(server, (path) => rounded.push(path));
    return { profile: isObject(profile) ? profile : {}, rounded };
}
