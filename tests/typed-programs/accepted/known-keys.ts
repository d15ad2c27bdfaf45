// The keys that Courier knows, any other key, and keys that are left out in one of the ways to do so.
import { Profile, type ProfileArgs } from "pulumi-courier";

export const all: ProfileArgs = {
    userId: "user-ada",
    profile: {
        email: "ada@example.com",
        email_verified: true,
        phone_number: null,
        address: { locality: "Paris", floor: 3 },
        custom: { anything: [1, "x", { deep: null }] },
        expo: { tokens: ["a", { token: "b" }] },
        apn: { token: "t" },
        firebaseToken: ["a"],
        slack: { access_token: "t", channel: "ops", thread: { ts: 1 } },
        ms_teams: { tenant_id: "t", service_url: "https://example.com" },
        notKnownToCourier: { at: ["all"] },
    },
};
export const oneToken: ProfileArgs = { userId: "user-ada", profile: { firebaseToken: "a" } };
export const empty: ProfileArgs = { userId: "user-ada", profile: {} };
export const options: ProfileArgs = {
    userId: "user-ada",
    profile: {},
    ifExists: "fail",
    undeclaredKeys: "keep",
    onDelete: "delete",
};

function phoneOf(userId: string): string | undefined {
    return process.env[`PHONE_${userId}`];
}

new Profile("ada", {
    userId: "user-ada",
    profile: {
        phone_number: phoneOf("ada"),
        email_verified: undefined,
        address: undefined,
        custom: undefined,
        firebaseToken: undefined,
        slack: { access_token: undefined, channel: phoneOf("ops") },
        notKnownToCourier: undefined,
        ...(phoneOf("lin") === undefined ? {} : { name: "Lin" }),
    },
    ifExists: undefined,
    undeclaredKeys: undefined,
    onDelete: phoneOf("ada") === undefined ? undefined : "delete",
});
