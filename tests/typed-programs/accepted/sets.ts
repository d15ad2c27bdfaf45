// A set's profiles as objects, as JSON texts, and as both.
import * as pulumi from "@pulumi/pulumi";
import { type CourierProfile, ProfileSet, type ProfileSetArgs, profilesFromFile } from "pulumi-courier";

const secret = pulumi.secret("x");
const texts: Record<string, string> = { "user-ada": JSON.stringify({ email: "ada@example.com" }) };
const either: Record<string, CourierProfile | string> = {
    ...texts,
    "user-lin": { email: "lin@example.com" },
};

new ProfileSet("objects", { profiles: { a: { email: "a" }, b: { slack: { access_token: secret } } } });
new ProfileSet("texts", { profiles: texts });
new ProfileSet("either", { profiles: either });
new ProfileSet("output", { profiles: pulumi.output(either), onDelete: undefined });
new ProfileSet("secret", { profiles: pulumi.secret(texts) });
new ProfileSet("promise", { profiles: Promise.resolve(texts) });
new ProfileSet("one-by-one", {
    profiles: { a: pulumi.output("{}"), b: pulumi.jsonStringify({ secret }), c: secret },
});
new ProfileSet("file", { profiles: profilesFromFile("users.csv") });
new ProfileSet("file-as-texts", { profiles: profilesFromFile("users.csv", { as: "text" }) });
export const fromFile = (as: "object" | "text"): ProfileSet =>
    new ProfileSet("file-as-chosen", { profiles: profilesFromFile("users.csv", { as }) });
new ProfileSet("file-with-secrets", { profiles: pulumi.secret(profilesFromFile("users.csv")) });
new ProfileSet("file-and-more", {
    profiles: Object.fromEntries(
        Object.entries(profilesFromFile("users.csv")).map(([userId, profile]) => [
            `qa-${userId}`,
            { ...profile, custom: { ...profile.custom, stack: pulumi.getStack() } },
        ]),
    ),
});

new ProfileSet("kept", { profiles: {}, ifExists: "replace", undeclaredKeys: "remove", onDelete: "retain" });
new ProfileSet("guarded", { profiles: {}, ifExists: "fail", undeclaredKeys: "fail", onDelete: "fail" });

export const moved = (args: ProfileSetArgs): ProfileSet =>
    new ProfileSet("moved", {
        ...args,
        profiles: pulumi
            .output(args.profiles)
            .apply((profiles) => ({ ...profiles, "user-max": { email: "x" } })),
    });
