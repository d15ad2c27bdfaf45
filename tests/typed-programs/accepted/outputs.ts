// Outputs, promises and secrets at every depth.
import * as pulumi from "@pulumi/pulumi";
import { type CourierProfile, getProfile, getProfileOutput, Profile, type ProfileArgs } from "pulumi-courier";

const text = pulumi.output("x");
const perhaps = pulumi.output<string | undefined>(undefined);
const other = new pulumi.StackReference("other");

function accept(args: ProfileArgs): Profile {
    return new Profile("ada", args);
}

accept({
    userId: text,
    profile: {
        email: text,
        name: perhaps,
        email_verified: pulumi.output(true),
        address: { locality: text, region: perhaps, floor: pulumi.output(3) },
        custom: { list: [text, Promise.resolve(1)], deep: { er: pulumi.secret("x"), perhaps } },
        firebaseToken: [text],
        joined: pulumi.interpolate`${text}-x`,
        json: pulumi.jsonStringify({ a: text }),
        foreign: other.getOutput("x"),
    },
    onDelete: pulumi.output("delete" as const),
});
accept({ userId: "a", profile: pulumi.output({ email: text }) });
accept({ userId: "a", profile: pulumi.secret({ email: "a@example.com" }) });
accept({ userId: Promise.resolve("a"), profile: Promise.resolve({ email: "a" }) });
accept({ userId: "a", profile: pulumi.all([text, perhaps]).apply(([email, name]) => ({ email, name })) });
accept({
    userId: "a",
    profile: { address: pulumi.output({ locality: "Paris" }), custom: other.getOutput("x") },
});
accept({
    userId: "a",
    profile: { firebaseToken: pulumi.output(["a"]), expo: { tokens: pulumi.output(["a"]) } },
});

const known = accept({ userId: "a", profile: {} });
accept({ userId: known.userId, profile: known.profile });
accept({ userId: known.id, profile: { ...known.profile, email: known.profile.email } });
accept({ userId: "a", profile: known.profile.apply((profile) => ({ ...profile, managed: "iac" })) });
accept({ userId: "a", profile: { custom: known.profile.custom, whole: known.profile, email: text } });
accept({ userId: "a", profile: getProfile("b") });
accept({ userId: "a", profile: getProfileOutput("b").apply((profile): CourierProfile => ({ ...profile })) });
