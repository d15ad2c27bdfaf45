// The floor: a dynamic resource for each profile, of the same inputs, made as Pulumi's documentation makes one, whose
// provider does nothing.
const pulumi = require("@pulumi/pulumi");
const { users } = require("./profiles.cjs");

const noOp = {
    async diff(_id, olds, news) {
        return { changes: olds.profile.custom.plan !== news.profile.custom.plan };
    },
    async create(inputs) {
        return { id: inputs.userId, outs: inputs };
    },
    async read(id, props) {
        return { id, props };
    },
    async update(_id, _olds, news) {
        return { outs: news };
    },
    async delete() {},
};

class NoOp extends pulumi.dynamic.Resource {
    constructor(name, args) {
        super(noOp, name, args);
    }
}

for (const { userId, profile } of users) {
    new NoOp(userId, { userId, profile });
}
