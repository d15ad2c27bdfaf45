// What is read is not taken for more, or for another type, than it is.
import type * as pulumi from "@pulumi/pulumi";
import { getProfile, getProfileOutput, Profile } from "pulumi-courier";

const { profile, userId } = Profile.get("ada", "user-ada");

// @ts-expect-error an email may be missing
export const email: pulumi.Output<string> = profile.email;
// @ts-expect-error and is no number
export const number: pulumi.Output<number | null | undefined> = profile.email;
// @ts-expect-error nor is a token
export const token: pulumi.Output<number | null | undefined> = profile.slack.access_token;
// @ts-expect-error within an apply neither
export const applied: pulumi.Output<number | null | undefined> = profile.apply((known) => known.email);
// @ts-expect-error an address may be missing
export const city = profile.apply((known) => known.address.locality);
// @ts-expect-error a key of one's own is any JSON
export const plan: pulumi.Output<string | undefined> = profile.apply((known) => known.custom?.plan);
// @ts-expect-error a user id is a text
export const id: pulumi.Output<number> = userId;
// @ts-expect-error a look-up knows the types as well
export const found: Promise<number | null | undefined> = getProfile("user-ada").then((known) => known.email);
// @ts-expect-error and so does one by an output
export const later: pulumi.Output<number | null | undefined> = getProfileOutput("user-ada").email;
// @ts-expect-error what is read is not written to
profile.email = userId;
