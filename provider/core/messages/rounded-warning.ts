import type { Path } from "../values/key-path";
import { namedKeys, namedUser, type Secrecy } from "./names";

/** What a person is told of numbers that a read could not hold. */
export function roundedWarning(userId: string, rounded: readonly Path[], secrecy: Secrecy): string {
    return (
        `the profile of ${namedUser(userId, secrecy)} has numbers that JavaScript cannot hold, and that are shown ` +
        `as the nearest it has: ${namedKeys(rounded, secrecy)}`
    );
}
