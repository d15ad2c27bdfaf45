import { Profile } from "pulumi-courier";

const shopper = new Profile("shopper", {
    userId: "test-shopper",
    profile: { email: "shopper@example.com", custom: { plan: "free" } },
});

export const userId = shopper.userId;
