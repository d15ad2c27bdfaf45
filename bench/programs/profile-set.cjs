// One resource for all profiles.
const { ProfileSet } = require("pulumi-courier");
const { users } = require("./profiles.cjs");

new ProfileSet("users", {
    profiles: Object.fromEntries(users.map(({ userId, profile }) => [userId, profile])),
});
