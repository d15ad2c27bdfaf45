import { withHelp } from "../../core/messages/help-links";
import { isInRange } from "./version-range";
import { programError } from "../program-error";

/** As package.json says, which a bundled program has no longer beside it. */
export const neededNode = ">=20.19";

/**
 * Ends the program where Node.js is too old: what it lacks would fail in the middle, as
 * "isWellFormed is not a function".
 *
 * @throws pulumi.RunError that says what to install
 */
export function requireNode(version: string): void {
    if (!isInRange(version, neededNode)) {
        throw programError(
            withHelp(
                `Node.js ${version} is too old for pulumi-courier: install Node.js ${neededNode}`,
                "packages-and-nodejs",
            ),
        );
    }
}
