// The strictest floor: a resource for each profile, of the same inputs, whose provider does nothing at all and is found
// by a text as short as Profile's. No dynamic resource can cost the engine less.
const pulumi = require("@pulumi/pulumi");
const { users } = require("./profiles.cjs");

for (const { userId, profile } of users) {
    new pulumi.CustomResource("pulumi-nodejs:dynamic/bench:BareNoOp", userId, {
        __provider: 'exports.handler = () => require("bare-no-op-provider/index.cjs")',
        userId,
        profile,
    });
}
