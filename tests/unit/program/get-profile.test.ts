import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { startEmulator, type Emulator } from "../../../emulator";
import { getProfile, getProfileOutput } from "../../../provider";
import { valueOf } from "./support/outputs";

describe("A profile that a program looks up", () => {
    let courier: Emulator;
    before(async () => {
        courier = await startEmulator({ apiKey: "key" });
    });
    after(() => courier.close());

    let settings: Record<string, string>;
    beforeEach(() => {
        settings = pulumi.runtime.allConfig();
        pulumi.runtime.setAllConfig({ "courier:apiKey": "key", "courier:baseUrl": courier.url });
        courier.profiles.set("ada", { email: "a@example.com", custom: { tier: 1 } });
    });
    afterEach(() => {
        pulumi.runtime.setAllConfig(settings);
    });

    it("is whole, with the settings of the stack", async () => {
        expect(await getProfile("ada")).to.deep.equal({ email: "a@example.com", custom: { tier: 1 } });
    });

    it("is found by the id of a resource, which is an output", async () => {
        const found = await valueOf(getProfileOutput(pulumi.output("ada")));

        expect(found.email).to.equal("a@example.com");
    });

    it("that is not there ends the program with a message that names the user, and no stack", async () => {
        const error: unknown = await getProfile("nobody").catch((reason: unknown) => reason);

        expect(pulumi.RunError.isInstance(error)).to.equal(true);
        expect((error as Error).message).to.match(/^getProfile\("nobody"\): /);
    });

    it("is not asked for under a user id that no request can carry", async () => {
        courier.clearRequests();
        const error: unknown = await getProfile("..").catch((reason: unknown) => reason);

        expect((error as Error).message).to.match(/^getProfile: userId is "\.\."/);
        expect(courier.requests).to.be.empty;
    });
});
