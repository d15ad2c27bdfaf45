// The floor: a dynamic resource for each profile, of the same inputs, whose provider does nothing at all. Its text
// is as short as Profile's, where `pulumi.dynamic.Resource` would serialize a closure: no dynamic resource can cost
// the engine less.
const pulumi = require("@pulumi/pulumi");
const { users } = require("./profiles.cjs");

for (const { userId, profile } of users) {
    new pulumi.CustomResource("pulumi-nodejs:dynamic/bench:NoOp", userId, {
        __provider: 'exports.handler = () => require("no-op-provider/index.cjs")',
        userId,
        profile,
    });
}
