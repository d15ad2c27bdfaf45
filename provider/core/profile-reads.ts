import type { CourierApi } from "./courier-api";
import { MessageError } from "./messages/message-error";
import { userIdProblem } from "./user-ids/user-id-rules";
import { toJavaScript } from "./values/exact-json";
import { project } from "./values/declared-keys";
import { isObject, presentKeys, type JsonObject } from "./values/json";
import type { Path } from "./values/key-path";
import { keyPaths, withoutDeclared } from "./values/undeclared-keys";

/** What a read of a profile has found beside the declared keys and their values. */
export interface ReadProfile {
    /** The declared keys, as the server has them now. */
    readonly profile: JsonObject;
    /** The keys that others wrote. */
    readonly undeclared: readonly (readonly string[])[];
    /** Where a number is the nearest that JavaScript has, and not the one in Courier. */
    readonly rounded: readonly Path[];
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

/**
 * A whole profile.
 *
 * @throws MessageError where the user has none, or where there cannot be such a user
 */
export async function readWholeProfile(
    courier: CourierApi,
    userId: string,
): Promise<Omit<ReadProfile, "undeclared">> {
    const problem = userIdProblem(userId);
    if (problem !== undefined) {
        throw new MessageError(`userId ${problem}`, "inputs", { concern: "this user" });
    }
    const server = await courier.get(userId);
    if (!server) {
        throw new MessageError(
            `there is no profile of the user "${userId}"; create it, or correct the user id, then run again`,
            "inputs",
            { concern: "this user" },
        );
    }
    return held(server);
}

function held(server: Parameters<typeof toJavaScript>[0]): Omit<ReadProfile, "undeclared"> {
    const rounded: Path[] = [];
    const profile = toJavaScript(server, (path) => rounded.push(path));
    return { profile: isObject(profile) ? profile : {}, rounded };
}
