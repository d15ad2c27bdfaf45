import * as pulumi from "@pulumi/pulumi";
import type { CourierProfile } from "./types/courier-profile-type";
import { secretUserIdWarning } from "../core/user-ids/user-id-rules";
import { declareUserIds, readUserId, type Declaration } from "./declared-user-ids";
import type { Inputs, Outputs } from "./types/input-and-output-types";
import { warnOfKeysInProfile } from "./checks/key-warnings";
import { warnOfPlainSecrets } from "./checks/plain-secrets-warning";
import { plainProfile, plainUserId } from "./checks/input-checks";
import { checkSettings } from "./checks/settings-check";
import type { ProfileOptionsArgs } from "./types/profile-options-args";
import { findSecretsOfProfile, isSecret } from "./checks/secret-inputs";

/** What a {@link Profile} is made of. */
export interface ProfileArgs extends ProfileOptionsArgs {
    /**
     * The id of the Courier user: any string but `""`, `"."` and `".."`. Another user id makes another
     * resource: the new profile is written, then the old one is taken away.
     */
    userId: pulumi.Input<string>;
    /** The declared keys of the profile, spelled as Courier spells them: plain values, outputs or secrets. */
    profile: Inputs<CourierProfile>;
}

/**
 * A Courier user profile. Creating it, and changing a declared key, send the whole declared profile in one
 * `PUT /profiles/{user_id}` (Courier's documentation, "Replace a profile"); deleting sends an empty one.
 * Changes on the server are seen through the declared keys only, by `pulumi refresh` and `up --refresh`.
 *
 * A profile that the program still declares, under whatever resource name, is never emptied.
 *
 * @example
 * ```ts
 * import { Profile } from "pulumi-courier";
 *
 * const ci = new Profile("ci", {
 *     userId: "svc-ci",
 *     profile: { email: "ci@example.com", custom: { team: "platform" } },
 * });
 * export const userId = ci.userId;
 * ```
 */
export class Profile extends pulumi.CustomResource {
    /** The id of the Courier user; also the resource's `id`. */
    declare readonly userId: pulumi.Output<string>;
    /** The declared keys, as last written or read. After {@link Profile.get}: the whole profile. */
    declare readonly profile: Outputs<CourierProfile>;

    /**
     * Reads the profile of a user, whole, without managing it. Nothing is ever written to it.
     *
     * @param name the resource's name in the stack, unique among resources of this type
     * @param userId the id of the Courier user
     * @param opts Pulumi's options for resources, such as `parent`
     * @returns the resource, to read the profile from
     * @throws Fails the run where the user has no profile.
     *
     * @example
     * ```ts
     * import { Profile } from "pulumi-courier";
     *
     * export const email = Profile.get("ada", "user-ada").profile.email;
     * ```
     */
    static get(name: string, userId: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Profile {
        return new Profile(name, undefined as never, { ...opts, id: userId });
    }

    /**
     * @param name the resource's name in the stack, unique among resources of this type
     * @param args the user id, the declared keys, and the options
     * @param opts Pulumi's options for resources, such as `protect`, `parent` and `aliases`
     * @throws pulumi.RunError that names the input where one is missing or no JSON.
     */
    constructor(name: string, args: ProfileArgs, opts: pulumi.CustomResourceOptions = {}) {
        const { inputs, declaration } = profileInputs(name, args, opts);
        super(profileType, name, inputs, opts);
        declaration?.setId(this.id);
    }
}

const profileType = "pulumi-nodejs:dynamic/courier:Profile";

/**
 * The provider, as the state of every resource holds it: a reference to what the provider process loads.
 * Each text that was ever released must keep working, because refresh and destroy run the text in the state.
 */
const providerText = 'exports.handler = () => require("pulumi-courier/provider").profile';

function profileInputs(
    name: string,
    args: ProfileArgs | undefined,
    opts: pulumi.CustomResourceOptions,
): { readonly inputs: pulumi.Inputs; readonly declaration?: Declaration | undefined } {
    checkSettings();
    const resource = { type: profileType, name, opts };
    if (args === undefined && opts.id !== undefined) {
        readUserId(resource, opts.id);
        return { inputs: { __provider: providerText, userId: undefined, profile: undefined } };
    }
    const label = `Profile "${name}"`;
    const { userId, profile, ...options } = (args ?? {}) as ProfileArgs;
    const inputs = {
        __provider: providerText,
        userId: plainUserId(userId, label),
        profile: plainProfile(profile, label),
        ...options,
    };
    const userIds = typeof userId === "string" ? [userId] : pulumi.output(userId).apply((known) => [known]);
    const declaration = declareUserIds(resource, userIds, `${label}: userId`);
    if (declaration) {
        findSecretsOfProfile(profile, (secrecy) => {
            declaration.addSecrecy(secrecy);
        });
    }
    warnOfKeysInProfile(label, profile);
    warnOfPlainSecrets(profile);
    void warnOfSecretUserId(userId, label);
    return { inputs, declaration };
}

/** A resource's id is no secret to Pulumi, and the user id is the resource's id. */
async function warnOfSecretUserId(userId: unknown, label: string): Promise<void> {
    if (await isSecret(userId)) {
        await pulumi.log.warn(`${label}: ${secretUserIdWarning}`);
    }
}
