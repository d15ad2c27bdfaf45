const { Profile } = require("pulumi-courier");

const shopper = new Profile("shopper", {
    userId: "test-shopper",
    profile: { email: "shopper@example.com", custom: { plan: "free" } },
});

exports.userId = shopper.userId;
