import { formatPath, type Path } from "../values/key-path";
import { counted, listed } from "./wording";

/** Which names came as secrets, and so are counted and not named. */
export interface Secrecy {
    readonly userIds: boolean;
    readonly keys: boolean;
    /** Whether values did, so that Pulumi's own diff shows nothing of them. */
    readonly values: boolean;
}

export const nothingSecret: Secrecy = { userIds: false, keys: false, values: false };

/** So many keys fit a message that a person still reads. */
const maxKeys = 20;

/** The user as a message names it: `user "ada"`. */
export function namedUser(userId: string, secrecy: Secrecy): string {
    return secrecy.userIds ? "a user whose id is secret" : `user "${userId}"`;
}

/** A message that names the user as {@link namedUser} does not: without the id. */
export function withoutUserId(message: string, userId: string): string {
    return message.replaceAll(`"${userId}"`, "a user id that is not named here");
}

/** Keys as a message names them: `email, custom.team`. */
export function namedKeys(paths: readonly Path[], secrecy: Secrecy): string {
    return secrecy.keys ? counted(paths.length, "key") : listed(paths.map(formatPath), maxKeys);
}

/** A resource as a message names it, by its URN: `Profile "ci"`. */
export function namedResource(urn: string): string {
    const [, , type = "", ...name] = urn.split("::");
    return `${type.slice(type.lastIndexOf(":") + 1)} "${name.join("::")}"`;
}
