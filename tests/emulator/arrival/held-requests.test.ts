import { once } from "node:events";
import { connect } from "node:net";
import { expect } from "chai";
import type { Emulator } from "../../../emulator";
import { useEmulators } from "../support/emulators";
import { put } from "../support/exchange";
import { noConnections } from "../support/no-connections";

describe("A gate holds requests", () => {
    const start = useEmulators();
    let courier: Emulator;

    beforeEach(async () => {
        courier = await start();
    });

    it("a gate holds matching requests before anything is applied, and lets them go", async () => {
        const gate = courier.gate({ method: "PUT", userId: "held" });
        const held = put(courier.url, "held", { n: 1 });
        await gate.arrived;
        expect(await put(courier.url, "free", { n: 1 })).to.include({ status: 200 });
        expect(courier.requestsOf({ userId: "held" })[0]?.body).to.deep.equal({ profile: { n: 1 } });
        expect(courier.profiles.get("held")).to.equal(undefined);
        gate.release();
        expect(await held).to.include({ status: 200 });
        expect(await put(courier.url, "held", { n: 2 })).to.include({ status: 200 });
    });

    it("a request whose client has gone while it was held changes nothing", async () => {
        const gate = courier.gate();
        const socket = connect(Number(new URL(courier.url).port), "127.0.0.1");
        const body = '{"profile":{"n":1}}';
        socket.write(
            `PUT /profiles/a HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer k\r\nContent-Type: application/json\r\n` +
                `Content-Length: ${body.length}\r\n\r\n${body}`,
        );
        await gate.arrived;
        socket.destroy();
        await once(socket, "close");
        gate.release();
        await noConnections(courier);
        expect(courier.profiles.get("a")).to.equal(undefined);
        expect(courier.requests.map(({ status }) => status)).to.deep.equal([undefined]);
    });
});
