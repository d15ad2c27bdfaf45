// One resource for all profiles, each given as its JSON text.
const { ProfileSet } = require("pulumi-courier");
const { users } = require("./profiles.cjs");

new ProfileSet("users", {
    profiles: Object.fromEntries(users.map(({ userId, profile }) => [userId, JSON.stringify(profile)])),
});
