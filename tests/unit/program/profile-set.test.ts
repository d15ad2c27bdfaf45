import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { ProfileSet, type ProfileSetArgs } from "../../../provider";
import { valueOf } from "./support/outputs";

describe("A ProfileSet in a user's unit test", () => {
    let registered: { type: string; name: string; inputs: Record<string, unknown> }[] = [];

    beforeEach(async () => {
        registered = [];
        await pulumi.runtime.setMocks({
            newResource({ type, name, inputs }) {
                registered.push({ type, name, inputs: inputs as Record<string, unknown> });
                return { id: `${name}-id`, state: inputs as object };
            },
            call: () => ({}),
        });
    });

    it("is registered with what was declared, and answers it as outputs", async () => {
        const profiles = { ada: { email: "a@example.com" }, lin: { custom: { plan: "team" } } };
        const set = new ProfileSet("fixtures", { profiles, onDelete: "delete" });

        expect(await valueOf(set.profiles)).to.deep.equal(profiles);
        expect(registered[0]).to.include({
            type: "pulumi-nodejs:dynamic/courier:ProfileSet",
            name: "fixtures",
        });
        expect(registered[0]?.inputs.onDelete).to.equal("delete");
    });

    it("takes outputs at every depth, also for all profiles at once", async () => {
        const inside = new ProfileSet("inside", { profiles: { ada: { email: pulumi.output("a") } } });
        expect(await valueOf(inside.profiles)).to.deep.equal({ ada: { email: "a" } });

        const whole = new ProfileSet("whole", {
            profiles: pulumi.output({ ada: { email: pulumi.output("a") } }),
        });
        expect(await valueOf(whole.profiles)).to.deep.equal({ ada: { email: "a" } });
    });

    it("names its provider in a text that captures nothing", async () => {
        await valueOf(new ProfileSet("fixtures", { profiles: {} }).urn);

        expect(registered[0]?.inputs.__provider).to.equal(
            'exports.handler = () => require("pulumi-courier/provider").profileSet',
        );
    });

    it("refuses what is no JSON before anything is registered", () => {
        const profiles = { ada: { since: new Date(0) } } as unknown as ProfileSetArgs["profiles"];

        expect(() => new ProfileSet("bad", { profiles })).to.throw(
            /^ProfileSet "bad": profiles\["ada"\]\.since is a Date/,
        );
        expect(registered).to.be.empty;
    });
});
