// One resource for each profile.
const { Profile } = require("pulumi-courier");
const { users } = require("./profiles.cjs");

for (const { userId, profile } of users) {
    new Profile(userId, { userId, profile });
}
