import * as pulumi from "@pulumi/pulumi";
import { nothingSecret } from "../core/messages/names";
import { roundedWarning } from "../core/messages/rounded-warning";
import type { LookUp } from "../run/profile-look-up";
import type { CourierProfile } from "./types/courier-profile-type";
import type { Outputs } from "./types/input-and-output-types";
import { plainUserId } from "./checks/input-checks";
import { oncePerRun } from "./once-per-run";
import { programError } from "./program-error";
import { checkSettings } from "./checks/settings-check";

/**
 * Looks a user's profile up while the program runs, also at preview, without managing it and without a
 * resource in the stack ({@link Profile.get} is the resource). It reads with the settings of the stack
 * (Courier's documentation, "Get a profile").
 *
 * @param userId the id of the Courier user
 * @returns the whole profile; it is `{}` for a user whose profile is empty
 * @throws pulumi.RunError where the user has no profile, or Courier cannot be asked; the message says why.
 *
 * @example
 * ```ts
 * import { getProfile } from "pulumi-courier";
 *
 * export const locale = getProfile("user-ada").then(({ locale }) => locale);
 * ```
 */
export async function getProfile(userId: string): Promise<CourierProfile> {
    plainUserId(userId, "getProfile");
    checkSettings();
    try {
        const lookUp = await (lookUpOfRun() ?? startLookUp());
        return await lookUp(userId);
    } catch (error) {
        throw programError(`getProfile("${userId}"): ${(error as Error).message}`);
    }
}

const lookUpOfRun = oncePerRun(startLookUp);

async function startLookUp(): Promise<LookUp> {
    // Loaded here and not above: a program that looks nothing up needs no HTTP client.
    const { createLookUp } = await import("../run/profile-look-up.js");
    return createLookUp(
        (key) => pulumi.runtime.getConfig(key),
        process.env,
        (userId, paths) => {
            void pulumi.log.warn(roundedWarning(userId, paths, nothingSecret));
        },
    );
}

/**
 * Like {@link getProfile}, for a user id that comes from a resource. Give the resource's `id`, not its
 * `userId`: before the resource exists its `id` is not known, and nothing is looked up at preview.
 *
 * @param userId the id of the Courier user, as an output or plain
 * @returns the whole profile, as an output that fails as {@link getProfile} does
 *
 * @example
 * ```ts
 * import { getProfileOutput, Profile } from "pulumi-courier";
 *
 * const ada = new Profile("ada", { userId: "user-ada", profile: { locale: "en-GB" } });
 * export const whole = getProfileOutput(ada.id);
 * ```
 */
export function getProfileOutput(userId: pulumi.Input<string>): Outputs<CourierProfile> {
    // An output has the keys of its value whatever its type says.
    return pulumi.output(userId).apply(getProfile) as Outputs<CourierProfile>;
}
