import { Profile } from "pulumi-courier";

// The account in whose name the deployment pipeline sends.
const pipeline = new Profile("pipeline", {
    userId: "svc-pipeline",
    profile: { email: "pipeline@example.com", custom: { team: "platform" } },
});

// A test user who gets e-mail.
const shopper = new Profile("shopper", {
    userId: "test-shopper",
    profile: { email: "shopper@example.com", given_name: "Sam", locale: "en-GB", custom: { plan: "free" } },
});

// A test user who gets text messages.
const driver = new Profile("driver", {
    userId: "test-driver",
    profile: {
        phone_number: "+15555550100",
        given_name: "Kim",
        custom: { depot: "north", shifts: ["mon", "tue"] },
    },
});

export const userIds = [pipeline.userId, shopper.userId, driver.userId];
