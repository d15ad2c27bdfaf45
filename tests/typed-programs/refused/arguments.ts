// Missing and misspelt arguments and options.
import * as pulumi from "@pulumi/pulumi";
import { Profile, ProfileSet } from "pulumi-courier";

// @ts-expect-error no arguments
new Profile("ada");
// @ts-expect-error nor nothing for them
new Profile("ada", undefined);
// @ts-expect-error the profile is missing
new Profile("ada", { userId: "user-ada" });
// @ts-expect-error the user id is missing
new Profile("ada", { profile: {} });
// @ts-expect-error a user id is a text
new Profile("ada", { userId: 1, profile: {} });
// @ts-expect-error and never missing
new Profile("ada", { userId: pulumi.output<string | undefined>("user-ada"), profile: {} });
// @ts-expect-error a misspelt argument
new Profile("ada", { userId: "user-ada", profil: {} });
// @ts-expect-error a misspelt option
new Profile("ada", { userId: "user-ada", profile: {}, onDeleted: "empty" });
// @ts-expect-error a misspelt value
new Profile("ada", { userId: "user-ada", profile: {}, onDelete: "emptied" });
// @ts-expect-error another option's value
new Profile("ada", { userId: "user-ada", profile: {}, ifExists: "keep" });
// @ts-expect-error an output of any text
new Profile("ada", { userId: "user-ada", profile: {}, undeclaredKeys: pulumi.output("x") });
// @ts-expect-error a boolean
new Profile("ada", { userId: "user-ada", profile: {}, onDelete: true });
// @ts-expect-error one of Pulumi's options, misspelt
new Profile("ada", { userId: "user-ada", profile: {} }, { protected: true });
// @ts-expect-error no user id to get
Profile.get("ada");

// @ts-expect-error the profiles are missing
new ProfileSet("set", { onDelete: "empty" });
// @ts-expect-error a Profile's argument
new ProfileSet("set", { profiles: {}, userId: "user-ada" });
// @ts-expect-error a misspelt option
new ProfileSet("set", { profiles: {}, undeclaredKey: "keep" });
// @ts-expect-error a misspelt value
new ProfileSet("set", { profiles: {}, undeclaredKeys: "kept" });
