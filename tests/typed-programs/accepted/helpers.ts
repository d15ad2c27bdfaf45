// Functions, components and subclasses of a team's own, which pass on what they are given.
import * as pulumi from "@pulumi/pulumi";
import {
    type CourierProfile,
    type Inputs,
    type Outputs,
    Profile,
    type ProfileArgs,
    ProfileSet,
    type ProfileSetArgs,
} from "pulumi-courier";

interface Labels {
    team: string;
}
const labels: Labels = { team: "platform" };

function tester(name: string, profile: Inputs<CourierProfile>): Profile {
    return new Profile(name, { userId: `test-${name}`, profile });
}
tester("ada", { email: "ada@example.com", custom: labels });

function labelled(name: string, profile: Inputs<CourierProfile>): Profile {
    return tester(
        name,
        pulumi
            .output(profile)
            .apply((known) => ({ ...known, labels, custom: { ...known.custom, by: "iac" } })),
    );
}
labelled("ada", { custom: labels });

function managed<T extends object>(profile: T): T & { managed: boolean } {
    return { ...profile, managed: true };
}
export const managedTester = (profile: Inputs<CourierProfile>): Profile =>
    tester("managed", pulumi.output(profile).apply(managed));
export const emailOf = (profile: Inputs<CourierProfile>): pulumi.Output<string | null | undefined> =>
    pulumi.output(profile).apply(({ email }) => email);
export const emailIn = ({ userId, profile }: ProfileArgs): pulumi.Output<string> =>
    pulumi.all([userId, profile]).apply(([id, { email }]) => `${id}: ${email ?? ""}`);

export const kept = (args: ProfileArgs): Profile => new Profile("kept", { ...args, undeclaredKeys: "keep" });
export const one = (args: Omit<ProfileArgs, "userId">): Profile =>
    new Profile("one", { userId: "one", ...args });
export const two = (profile: ProfileArgs["profile"]): ProfileSetArgs => ({
    profiles: { a: profile, b: profile },
});
export const some = (profiles: Record<string, Inputs<CourierProfile>>): ProfileSet =>
    new ProfileSet("some", { profiles: { ...profiles, labelled: { labels } } });
export const generic = <T extends CourierProfile>(profile: T): Profile => tester("generic", profile);
export const picked = (profile: Pick<CourierProfile, "email" | "custom">): Profile =>
    tester("picked", profile);

export class ServiceAccount extends Profile {
    constructor(name: string, args: Omit<ProfileArgs, "onDelete">, opts?: pulumi.CustomResourceOptions) {
        super(name, { ...args, onDelete: "delete" }, opts);
    }
}
new ServiceAccount("ci", { userId: "svc-ci", profile: { custom: labels } }, { protect: true });

export class TestUsers extends ProfileSet {
    constructor(users: string[], custom: Labels) {
        super("users", {
            profiles: Object.fromEntries(users.map((user) => [user, { email: user, custom }])),
        });
    }
}

interface TeamArgs {
    lead: Inputs<CourierProfile>;
    members: ProfileSetArgs["profiles"];
}
export class Team extends pulumi.ComponentResource {
    readonly email: pulumi.Output<string | null | undefined>;
    readonly lead: pulumi.Output<CourierProfile>;
    readonly exact: Outputs<CourierProfile>;
    readonly members: pulumi.Output<string[]>;

    constructor(name: string, { lead, members }: TeamArgs, opts?: pulumi.ComponentResourceOptions) {
        super("example:index:Team", name, {}, opts);
        const { profile } = new Profile(name, { userId: name, profile: lead }, { parent: this });
        const set = new ProfileSet(name, { profiles: members }, { parent: this });
        this.email = profile.email;
        this.lead = profile;
        this.exact = profile;
        this.members = set.profiles.apply(Object.keys);
        this.registerOutputs({ email: this.email });
    }
}
new Team("core", { lead: { custom: labels }, members: { "user-ada": { custom: labels }, "user-lin": "{}" } });
