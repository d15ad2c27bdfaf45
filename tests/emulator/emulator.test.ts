import { expect } from "chai";
import type { Emulator } from "../../emulator";
import { useEmulators } from "./support/emulators";
import { get } from "./support/exchange";
import { failure } from "./support/failure";

describe("The end of an emulator", () => {
    const start = useEmulators();
    let courier: Emulator;

    beforeEach(async () => {
        courier = await start();
    });

    it("close lets go of everything: held requests, open gates, those who wait", async () => {
        const gate = courier.gate();
        const held = get(courier.url, "a");
        await gate.arrived;
        const other = courier.gate({ userId: "never" });
        const waiting = courier.waitForRequest({ userId: "never" });
        await courier.close();
        expect(await held).to.include({ status: undefined, error: "ECONNRESET" });
        expect(await failure(other.arrived)).to.match(/closed before/);
        expect(await failure(waiting)).to.match(/closed before/);
        await courier.close();
        expect(await get(courier.url, "a")).to.include({ error: "ECONNREFUSED" });
    });

    it("await using closes it", async () => {
        let url: string;
        {
            await using inner = await start();
            url = inner.url;
        }
        expect(await get(url, "a")).to.include({ error: "ECONNREFUSED" });
    });
});
