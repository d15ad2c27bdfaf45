import type * as pulumi from "@pulumi/pulumi";
import type { ProfileOptions } from "../core/profile-options";

/** How a resource treats what is on the server already. Another option alone writes nothing: it holds from the next write on. */
export interface ProfileOptionsArgs {
    /**
     * What writing a profile for the first time does where the user has one that is not empty: `"replace"` it,
     * as Courier's PUT does, or `"fail"`, naming the keys found, at preview where the user id is known.
     *
     * @default "replace"
     */
    ifExists?: pulumi.Input<ProfileOptions["ifExists"]>;
    /**
     * What a write does to keys on the server that are not declared: `"remove"` them, as Courier's PUT does;
     * `"keep"` them, by merging the declared keys into the profile (also when the resource is deleted);
     * or `"fail"`, naming them.
     *
     * @default "remove"
     */
    undeclaredKeys?: pulumi.Input<ProfileOptions["undeclaredKeys"]>;
    /**
     * What deleting does: leave an `"empty"` profile, by a PUT of `{}`, or `"delete"` it. Under either the
     * user's subscriptions and preferences stay.
     *
     * @default "empty"
     */
    onDelete?: pulumi.Input<ProfileOptions["onDelete"]>;
}
