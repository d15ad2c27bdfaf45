import { expect } from "chai";
import { useStack } from "./support/use-stack";

const profile = { email: "ci@example.com", custom: { team: "platform", tier: 1 } };

function program(declared: object): string {
    return `
        const { Profile } = require("pulumi-courier");
        const ci = new Profile("ci", { userId: "svc-ci", profile: ${JSON.stringify(declared)} });
        exports.userId = ci.userId;
        exports.profile = ci.profile;
    `;
}

describe("a Profile's life on the real engine", () => {
    const test = useStack();

    it("a preview of a new profile says create, and writes nothing", async () => {
        const { courier, stack } = test;
        await stack.program(program(profile));

        expect((await stack.preview()).changes).to.deep.equal({ create: 1 });
        expect(courier.requestsOf({ method: "PUT" })).to.be.empty;
    });

    it("up creates it with one PUT of what is declared", async () => {
        const { courier, stack } = test;
        await stack.program(program(profile));

        expect((await stack.up()).changes).to.deep.equal({ create: 1 });
        expect(courier.profiles.get("svc-ci")).to.deep.equal(profile);
        const writes = courier.requests.filter(({ method }) => method !== "GET");
        expect(writes.map(({ method, path, body }) => ({ method, path, body }))).to.deep.equal([
            { method: "PUT", path: "/profiles/svc-ci", body: { profile } },
        ]);
        expect(await stack.outputs()).to.deep.equal({ userId: "svc-ci", profile });
    });

    it("an unchanged program shows no change in preview, up and refresh, also beside keys that others have added", async () => {
        const { courier, stack } = test;
        await stack.program(program(profile));
        await stack.up();
        const othersToo = {
            locale: "en",
            custom: { tier: 1, seen: true, team: "platform" },
            email: profile.email,
        };
        courier.profiles.set("svc-ci", othersToo);
        courier.clearRequests();

        const args = ["--expect-no-changes"];
        expect((await stack.preview({ args })).changes).to.deep.equal({ same: 1 });
        expect((await stack.up({ args })).changes).to.deep.equal({ same: 1 });
        expect((await stack.refresh({ args })).changes).to.deep.equal({ same: 1 });
        expect(courier.requests.filter(({ method }) => method !== "GET")).to.be.empty;
    });

    it("a changed key is an update: one PUT of the whole profile", async () => {
        const { courier, stack } = test;
        await stack.program(program(profile));
        await stack.up();
        courier.clearRequests();

        const changed = { ...profile, custom: { ...profile.custom, team: "payments" } };
        await stack.program(program(changed));
        const preview = await stack.preview({ args: ["--diff"] });
        expect(preview.changes).to.deep.equal({ update: 1 });
        expect(preview.output).to.contain('~ team: "platform" => "payments"');
        expect((await stack.up()).changes).to.deep.equal({ update: 1 });
        expect(courier.profiles.get("svc-ci")).to.deep.equal(changed);
        expect(courier.requestsOf({ method: "PUT" })).to.have.length(1);
    });

    it("refresh sees what another writer did to a declared key, and up puts it back", async () => {
        const { courier, stack } = test;
        await stack.program(program(profile));
        await stack.up();
        courier.profiles.set("svc-ci", { ...profile, email: "other@example.com" });

        expect((await stack.refresh()).changes).to.deep.equal({ update: 1 });
        expect((await stack.up()).changes).to.deep.equal({ update: 1 });
        expect(courier.profiles.get("svc-ci")).to.deep.equal(profile);
    });

    it("destroy empties the profile", async () => {
        const { courier, stack } = test;
        await stack.program(program(profile));
        await stack.up();
        courier.clearRequests();

        expect((await stack.destroy()).changes).to.deep.equal({ delete: 1 });
        expect(courier.profiles.get("svc-ci")).to.deep.equal({});
        expect(courier.requestsOf({ method: "PUT" }).map(({ body }) => body)).to.deep.equal([
            { profile: {} },
        ]);
        expect((await stack.exportState()).resources ?? []).to.be.empty;
    });
});
