import { expect } from "chai";
import type { Emulator } from "../../../emulator";
import { useEmulators } from "../support/emulators";
import { get, put } from "../support/exchange";

describe("A script of faults", () => {
    const start = useEmulators();
    let courier: Emulator;

    beforeEach(async () => {
        courier = await start({ unknownUser: "empty" });
    });

    async function statuses(count: number, userId = "a"): Promise<(number | undefined)[]> {
        const all = [];
        while (all.length < count) {
            all.push((await get(courier.url, userId)).status);
        }
        return all;
    }

    it("hits once, unless times says how often", async () => {
        courier.fail({ status: 503 });
        courier.fail({ status: 429, times: 2 });
        expect(await statuses(4)).to.deep.equal([503, 429, 429, 200]);
        courier.fail({ status: 500, times: Infinity });
        expect(await statuses(3)).to.deep.equal([500, 500, 500]);
    });

    it("lets pass what skip says, and does not count for one fault what another takes", async () => {
        courier.fail({ status: 503, skip: 2, times: 2 });
        courier.fail({ status: 429, skip: 1 });
        expect(await statuses(6)).to.deep.equal([200, 429, 503, 503, 200, 200]);
    });

    it("hits only the requests that match", async () => {
        courier.fail({ method: "PUT", status: 503 });
        courier.fail({ userId: "exact", status: 404 });
        courier.fail({ userId: /^svc-/g, status: 403, times: 2 });
        expect(await statuses(1)).to.deep.equal([200]);
        expect(await statuses(1, "exactly")).to.deep.equal([200]);
        expect(await statuses(2, "exact")).to.deep.equal([404, 200]);
        expect(await statuses(3, "svc-ci")).to.deep.equal([403, 403, 200]);
        expect(await put(courier.url, "a", {})).to.include({ status: 503 });
    });

    it("clearFaults ends it", async () => {
        courier.fail({ status: 503, times: Infinity });
        courier.clearFaults();
        expect(await statuses(1)).to.deep.equal([200]);
    });
});
