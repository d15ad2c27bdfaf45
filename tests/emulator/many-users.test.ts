import { Agent } from "node:http";
import { expect } from "chai";
import { useEmulators } from "./support/emulators";
import { get, put } from "./support/exchange";
import { useTemporaryFolder } from "./support/temporary-folder";

const count = 200_000;

describe("200,000 users", function () {
    this.timeout(60_000);
    const start = useEmulators();
    const inFolder = useTemporaryFolder();
    const agent = new Agent({ keepAlive: true });

    after(() => {
        agent.destroy();
    });

    it("are stored, listed, changed and there after a restart, at no more than the cost of each", async () => {
        const dataFile = inFolder("profiles.json");
        const courier = await start({ dataFile });
        for (let n = 0; n < count; n += 1) {
            courier.profiles.set(`user-${n}`, { n });
        }
        expect([...courier.profiles.all().keys()][count - 1]).to.equal(`user-${count - 1}`);

        const arrived = courier.waitForRequest({ method: "PUT" }, 600);
        for (let n = 0; n < 600; n += 1) {
            expect(await put(courier.url, `user-${n}`, { n: n + 0.5 }, agent)).to.include({ status: 200 });
        }
        await arrived;
        courier.fail({ apply: false, times: 200 });
        for (let n = 0; n < 200; n += 1) {
            expect(await put(courier.url, `user-${n}`, { lost: true }, agent)).to.include({ status: 200 });
        }
        await courier.close();

        const again = await start({ dataFile });
        expect(again.profiles.all()).to.have.length(count);
        expect(await get(again.url, "user-7", agent)).to.include({ text: '{"profile":{"n":7.5}}' });
        expect(await get(again.url, `user-${count - 1}`, agent)).to.include({
            text: `{"profile":{"n":${count - 1}}}`,
        });
    });
});
