// Readonly arrays and objects, and what "as const" makes.
import { type CourierProfile, type Inputs, Profile, type ProfileArgs, ProfileSet } from "pulumi-courier";

const topics = ["news", "offers"] as const;
const tokens: readonly string[] = ["a", "b"];
const matrix: ReadonlyArray<readonly number[]> = [[1], [2]];
const deep: Readonly<Record<string, readonly Readonly<{ a: string }>[]>> = {};

const ada = {
    email: "ada@example.com",
    email_verified: true,
    firebaseToken: ["a", "b"],
    address: { locality: "Paris", floor: 3 },
    custom: { topics: ["news", { name: "offers", tags: ["a"] }], matrix: [[1], []] },
} as const;
const lin = {
    email: "lin@example.com",
    custom: { plan: { name: "team" } },
} as const satisfies CourierProfile;
const max = { firebaseToken: ["a"], custom: { topics } } as const satisfies Inputs<CourierProfile>;
const ida: Inputs<CourierProfile> = { firebaseToken: tokens, expo: { tokens }, custom: { topics, matrix } };
const read: Readonly<CourierProfile> = { email: "joe@example.com" };
const args = { userId: "user-ada", profile: ada, onDelete: "empty" } as const satisfies ProfileArgs;

new Profile("const", args);
new Profile("parts", {
    userId: "user-lin",
    profile: { firebaseToken: tokens, topics, matrix, custom: deep },
});
new ProfileSet("set", {
    profiles: { "user-ada": ada, "user-lin": lin, "user-max": max, "user-ida": ida, read },
});
new ProfileSet("const-set", { profiles: { "user-ada": { email: "a", topics: ["a"] } } as const });
