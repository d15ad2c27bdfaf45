import * as pulumi from "@pulumi/pulumi";
import { Profile } from "pulumi-courier";

export interface TeamAccountsArgs {
    /** The people on call: who is paged, by email. */
    onCall: readonly string[];
}

/** The Courier accounts of a team: one that its services send as, and one for each person on call. */
export class TeamAccounts extends pulumi.ComponentResource {
    readonly userIds: pulumi.Output<string[]>;

    constructor(team: string, { onCall }: TeamAccountsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("courier-team-accounts:index:TeamAccounts", team, {}, opts);

        const service = new Profile(
            `${team}-service`,
            { userId: `svc-${team}`, profile: { email: `${team}@example.com`, custom: { team } } },
            { parent: this },
        );
        const people = onCall.map((person) => {
            const email = `${person}@example.com`;
            return new Profile(
                `${team}-${person}`,
                {
                    userId: `on-call-${team}-${person}`,
                    profile: { email, custom: { team } },
                    // What people set for themselves, such as a phone number, is theirs.
                    undeclaredKeys: "keep",
                },
                { parent: this },
            );
        });

        this.userIds = pulumi.all([service, ...people].map(({ userId }) => userId));
        this.registerOutputs({ userIds: this.userIds });
    }
}
