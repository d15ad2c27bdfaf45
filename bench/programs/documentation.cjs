// The provider as Pulumi's documentation ("Dynamic resource providers") would have a user write it: a class, passed
// to `pulumi.dynamic.Resource`, with the HTTP client inside.
const pulumi = require("@pulumi/pulumi");
const { users } = require("./profiles.cjs");

class CourierProfileProvider {
    async send(method, userId, body) {
        const { default: fetch } = await import("node-fetch");
        const response = await fetch(`${process.env.COURIER_BASE_URL}/profiles/${userId}`, {
            method,
            headers: {
                "Content-Type": "application/json",
                Authorization: `Bearer ${process.env.COURIER_API_KEY}`,
            },
            body: body === undefined ? undefined : JSON.stringify(body),
        });
        if (!response.ok) {
            throw new Error(`${method} of ${userId} failed: ${response.status} ${await response.text()}`);
        }
        return response.json();
    }

    async diff(id, olds, news) {
        const replaces = olds.userId === news.userId ? [] : ["userId"];
        const changes = replaces.length > 0 || JSON.stringify(olds.profile) !== JSON.stringify(news.profile);
        return { changes, replaces };
    }

    async create(inputs) {
        await this.send("PUT", inputs.userId, { profile: inputs.profile });
        return { id: inputs.userId, outs: { userId: inputs.userId, profile: inputs.profile } };
    }

    async read(id) {
        const { profile } = await this.send("GET", id);
        return { id, props: { userId: id, profile } };
    }

    async update(id, olds, news) {
        await this.send("PUT", id, { profile: news.profile });
        return { outs: { userId: news.userId, profile: news.profile } };
    }

    async delete(id) {
        await this.send("PUT", id, { profile: {} });
    }
}

class CourierProfile extends pulumi.dynamic.Resource {
    constructor(name, args, opts) {
        super(new CourierProfileProvider(), name, args, opts);
    }
}

for (const { userId, profile } of users) {
    new CourierProfile(userId, { userId, profile });
}
