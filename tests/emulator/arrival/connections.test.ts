import { Agent } from "node:http";
import { expect } from "chai";
import type { Emulator } from "../../../emulator";
import { useEmulators } from "../support/emulators";
import { get, put } from "../support/exchange";
import { noConnections } from "../support/no-connections";

describe("TCP connections", () => {
    const start = useEmulators();
    let courier: Emulator;

    beforeEach(async () => {
        courier = await start();
    });

    it("connections are counted: opened, open and at most at a time", async () => {
        const agent = new Agent({ keepAlive: true, maxSockets: 3 });
        for (const userId of ["a", "b"]) {
            await put(courier.url, userId, {}, agent);
        }
        expect(courier.connections).to.deep.equal({ opened: 1, open: 1, peak: 1 });
        expect(courier.requests.map(({ connection }) => connection)).to.deep.equal([1, 1]);

        const gate = courier.gate();
        const answers = ["a", "b", "c", "d"].map((userId) => get(courier.url, userId, agent));
        courier.clearRequests();
        await courier.waitForRequest({}, 3);
        gate.release();
        await Promise.all(answers);
        expect(courier.connections).to.deep.equal({ opened: 3, open: 3, peak: 3 });

        agent.destroy();
        await noConnections(courier);
        await get(courier.url, "a", new Agent());
        await noConnections(courier);
        expect(courier.connections).to.deep.equal({ opened: 4, open: 0, peak: 3 });
    });
});
