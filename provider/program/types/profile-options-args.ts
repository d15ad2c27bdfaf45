import type * as pulumi from "@pulumi/pulumi";
import type { ProfileOptions } from "../../core/profile-options";

/** How a resource treats what is on the server already. Another option alone writes nothing: it holds from the next write on. */
export interface ProfileOptionsArgs {
    /**
     * What writing a profile for the first time does where the user has one that is not empty: `"replace"` it,
     * as Courier's PUT does, or `"fail"`, naming the keys found, at preview where the user id is known.
     *
     * @default "replace"
     */
    ifExists?: pulumi.Input<ProfileOptions["ifExists"] | undefined>;
    /**
     * What a write does to keys on the server that are not declared: `"remove"` them, as Courier's PUT does;
     * `"keep"` them, by merging the declared keys into the profile (also when the resource is deleted);
     * or `"fail"`, naming them.
     *
     * @default "remove"
     */
    undeclaredKeys?: pulumi.Input<ProfileOptions["undeclaredKeys"] | undefined>;
    /**
     * What happens to a profile that is no longer declared: leave it `"empty"`, by a PUT of `{}`, or `"delete"` it
     * (under either the user's subscriptions and preferences stay); `"retain"` it as it is, and send nothing; or
     * `"fail"`, so that it cannot be taken away: for a profile of a {@link ProfileSet} at preview already.
     *
     * @default "empty"
     */
    onDelete?: pulumi.Input<ProfileOptions["onDelete"] | undefined>;
}
