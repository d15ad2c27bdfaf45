import * as pulumi from "@pulumi/pulumi";
import { isObject } from "../core/values/json";
import type { CourierProfile } from "./types/courier-profile-type";
import { declareUserIds, type Declaration } from "./declared-user-ids";
import type { Inputs } from "./types/input-and-output-types";
import { warnOfKeysInSet } from "./checks/key-warnings";
import { warnOfPlainSecrets } from "./checks/plain-secrets-warning";
import { plainProfiles } from "./checks/input-checks";
import { checkSettings } from "./checks/settings-check";
import type { ProfileOptionsArgs } from "./types/profile-options-args";
import { findSecretsOfProfiles } from "./checks/secret-inputs";

/** What a {@link ProfileSet} is made of. The options hold for each of its profiles. */
export interface ProfileSetArgs extends ProfileOptionsArgs {
    /**
     * Each profile by the id of the Courier user: an object of the declared keys, or the JSON text of one. Pulumi carries
     * texts in less time and memory, but compares and shows each as a whole. At most 100 MiB of JSON.
     */
    profiles: Inputs<Record<string, CourierProfile | string>>;
}

/**
 * Many Courier user profiles in one resource: made for thousands, where a resource each costs Pulumi's engine
 * a write of the whole state. Only profiles that differ are written, 32 at a time, each in one
 * `PUT /profiles/{user_id}` (Courier's documentation, "Replace a profile").
 *
 * Where some cannot be written, the error says how many and why, the others are in the state, and the next
 * `pulumi up` sends only the rest. A user moved to another set or to a {@link Profile} keeps its profile.
 *
 * @example
 * ```ts
 * import { ProfileSet } from "pulumi-courier";
 *
 * new ProfileSet("fixtures", {
 *     profiles: {
 *         "fixture-ada": { email: "ada@example.com", locale: "en-GB" },
 *         "fixture-lin": { email: "lin@example.com", custom: { plan: "team" } },
 *     },
 * });
 * ```
 */
export class ProfileSet extends pulumi.CustomResource {
    /**
     * The declared keys of each profile, by user id, as last written or read: an object where the program gives an
     * object, a JSON text where it gives a text.
     *
     * @example
     * ```ts
     * import { type CourierProfile, ProfileSet } from "pulumi-courier";
     *
     * const set = new ProfileSet("fixtures", { profiles: { "fixture-ada": { email: "ada@example.com" } } });
     * export const emails = set.profiles.apply((profiles) =>
     *     Object.values(profiles).map((profile) =>
     *         typeof profile === "string" ? (JSON.parse(profile) as CourierProfile).email : profile.email,
     *     ),
     * );
     * ```
     */
    declare readonly profiles: pulumi.Output<Record<string, CourierProfile | string>>;

    /**
     * @param name the resource's name in the stack, unique among resources of this type
     * @param args the profiles and the options
     * @param opts Pulumi's options for resources, such as `protect`, `parent` and `aliases`
     * @throws pulumi.RunError that names the input where one is missing or no JSON.
     */
    constructor(name: string, args: ProfileSetArgs, opts: pulumi.CustomResourceOptions = {}) {
        const { inputs, declaration } = profileSetInputs(name, args, opts);
        super(profileSetType, name, inputs, opts);
        declaration?.setId(this.id);
    }
}

const profileSetType = "pulumi-nodejs:dynamic/courier:ProfileSet";

/** The provider, as the state of every set holds it; see the text of `Profile` for what it promises. */
const providerText = 'exports.handler = () => require("pulumi-courier/provider").profileSet';

function profileSetInputs(
    name: string,
    args: ProfileSetArgs | undefined,
    opts: pulumi.CustomResourceOptions,
): { readonly inputs: pulumi.Inputs; readonly declaration: Declaration | undefined } {
    checkSettings();
    const label = `ProfileSet "${name}"`;
    const { profiles, ...options } = (args ?? {}) as ProfileSetArgs;
    const plain = plainProfiles(profiles, label);
    const userIds = pulumi.Output.isInstance(plain) ? plain.apply(userIdsOf) : userIdsOf(plain);
    const declaration = declareUserIds(
        { type: profileSetType, name, opts },
        userIds,
        `${label}: a user id of profiles`,
    );
    if (declaration) {
        findSecretsOfProfiles(profiles, (secrecy) => {
            declaration.addSecrecy(secrecy);
        });
    }
    warnOfKeysInSet(label, profiles);
    warnOfPlainSecrets(profiles);
    return { inputs: { __provider: providerText, profiles: plain, ...options }, declaration };
}

function userIdsOf(profiles: unknown): string[] {
    return isObject(profiles) ? Object.keys(profiles) : [];
}
