// What is read, as precisely as it is known.
import * as pulumi from "@pulumi/pulumi";
import {
    type CourierProfile,
    getProfile,
    getProfileOutput,
    type JsonObject,
    type JsonValue,
    Profile,
    ProfileSet,
    profilesFromFile,
} from "pulumi-courier";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Text = string | null | undefined;

const { id, userId, profile } = Profile.get("ada", "user-ada");
export const ids: pulumi.Output<string>[] = [id, userId];

export const email: pulumi.Output<Text> = profile.email;
export const verified: pulumi.Output<boolean | null | undefined> = profile.email_verified;
export const tokens: pulumi.Output<string | string[] | null | undefined> = profile.firebaseToken;
export const city: pulumi.Output<Text> = profile.address.locality;
export const token: pulumi.Output<Text> = profile.slack.access_token;
export const tenant: pulumi.Output<Text> = getProfileOutput(id).ms_teams.tenant_id;
export const custom: pulumi.Output<JsonObject | null | undefined> = profile.custom;
export const own: pulumi.Output<JsonValue | undefined> | undefined = profile.notKnownToCourier;
export const whole: pulumi.Output<CourierProfile> = profile;

export const applied = profile.apply((known) => {
    const same: [
        Same<typeof known.email, Text>,
        Same<typeof known.email_verified, boolean | null | undefined>,
        Same<NonNullable<typeof known.slack>["access_token"], Text>,
        Same<NonNullable<typeof known.address>["locality"], Text>,
        Same<NonNullable<typeof known.custom>["plan"], JsonValue | undefined>,
    ] = [true, true, true, true, true];
    const plan: JsonValue | undefined = known.custom?.plan;
    return { same, plan, floor: known.address?.floor, own: known.notKnownToCourier };
});

export const found: Promise<Text> = getProfile("user-ada").then(({ slack }) => slack?.access_token);

const { profiles } = new ProfileSet("set", { profiles: {} });
export const emails: pulumi.Output<Text[]> = profiles.apply((known) =>
    Object.values(known).map((each) => {
        const read = typeof each === "string" ? (JSON.parse(each) as CourierProfile) : each;
        return read.email;
    }),
);

const objects = profilesFromFile("users.csv", { as: "object" });
const texts = profilesFromFile("users.csv", { as: "text" });
export const fromFile: [
    Same<typeof objects, Record<string, CourierProfile>>,
    Same<typeof texts, Record<string, string>>,
] = [true, true];
export const firstEmail: Text = Object.values(objects).at(0)?.email;
export const firstText: string | undefined = Object.values(texts).at(0);
