import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { startEmulator, type Emulator } from "../../../emulator";
import { getProfile, getProfileOutput } from "../../../provider";
import { valueOf } from "./support/outputs";

const keyIsSecret = ["courier:apiKey"];

function useMocks(): Promise<void> {
    return pulumi.runtime.setMocks({
        newResource: ({ name, inputs }) => ({ id: name, state: inputs as object }),
        call: () => ({}),
    });
}

/** Runs a program as Pulumi does, each time as a run of its own. */
async function inARun<T>(program: () => Promise<T>): Promise<T> {
    await useMocks();
    let result: T | undefined;
    await pulumi.runtime.runInPulumiStack(async () => {
        result = await program();
    });
    return result as T;
}

describe("A profile that a program looks up", () => {
    let courier: Emulator;
    before(async () => {
        courier = await startEmulator({ apiKey: "key" });
    });
    after(() => courier.close());
    // The run of the last program is over for the tests that come after in this process.
    after(useMocks);

    let settings: Record<string, string>;
    beforeEach(() => {
        settings = pulumi.runtime.allConfig();
        pulumi.runtime.setAllConfig({ "courier:apiKey": "key", "courier:baseUrl": courier.url }, keyIsSecret);
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

    it("is one of a thousand of a run, over as few connections as a set uses", async () => {
        courier.fail({ delayMs: 2, times: Infinity });
        const before = courier.connections.opened;
        const found = await inARun(() => Promise.all(Array.from({ length: 1000 }, () => getProfile("ada"))));

        courier.clearFaults();
        expect(found).to.have.length(1000);
        expect(courier.connections.opened - before).to.be.at.most(32);
    });

    it("comes with the settings of its own run, where a process runs several programs", async () => {
        await using other = await startEmulator({ apiKey: "other" });
        other.profiles.set("ada", { email: "other@example.com" });
        const emailOf = () => inARun(async () => (await getProfile("ada")).email);

        expect(await emailOf()).to.equal("a@example.com");
        pulumi.runtime.setAllConfig({ "courier:apiKey": "other", "courier:baseUrl": other.url }, keyIsSecret);
        expect(await emailOf()).to.equal("other@example.com");
    });

    it("is not asked for where a setting is misspelt, or the key was pasted with quotes", async () => {
        courier.clearRequests();
        const right = pulumi.runtime.allConfig();
        for (const [wrong, says] of [
            [
                { "courier:allowedUserId": "svc-.*" },
                /courier:allowedUserId is no setting, .* use courier:allowedUserIds/,
            ],
            [{ "courier:apiKey": '"key"' }, /courier:apiKey is in quotes/],
        ] as const) {
            pulumi.runtime.setAllConfig({ ...right, ...wrong }, keyIsSecret);
            const error: unknown = await inARun(() => getProfile("ada").catch((reason: unknown) => reason));

            expect(pulumi.RunError.isInstance(error)).to.equal(true);
            expect((error as Error).message).to.match(says);
        }
        expect(courier.requests).to.be.empty;
    });
});
