import { formatPath } from "../values/key-path";
import { namedKeys, namedUser, type Secrecy } from "./names";

/** What a person is told of numbers that a read could not hold. */
export function roundedWarning(
    userId: string,
    rounded: readonly (readonly string[])[],
    secrecy: Secrecy,
): string {
    const at = secrecy.keys ? namedKeys(rounded, secrecy) : rounded.map(formatPath).join(", ");
    return (
        `the profile of ${namedUser(userId, secrecy)} has numbers that JavaScript cannot hold, and that are shown ` +
        `as the nearest it has: ${at}`
    );
}
