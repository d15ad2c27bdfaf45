import { once } from "node:events";
import { Agent } from "node:http";
import { connect } from "node:net";
import { setImmediate } from "node:timers/promises";
import { expect } from "chai";
import type { Emulator } from "../../../emulator";
import { useEmulators } from "../support/emulators";
import { exchange, get, put } from "../support/exchange";

describe("What went over the wire can be seen and steered", () => {
    const start = useEmulators();
    let courier: Emulator;

    beforeEach(async () => {
        courier = await start();
    });

    it("requests are recorded as they were sent, in order", async () => {
        const before = Date.now();
        await put(courier.url, "a/b", { n: 1 });
        await exchange(courier.url, { method: "GET", path: "/nothing?x=%20" });
        const [first, second, ...more] = courier.requests;
        expect(first).to.deep.include({
            method: "PUT",
            path: "/profiles/a%2Fb",
            userId: "a/b",
            status: 200,
            body: { profile: { n: 1 } },
            connection: 1,
        });
        expect(first?.startedAt).to.be.within(before, Date.now());
        expect(second).to.include({
            path: "/nothing?x=%20",
            userId: undefined,
            status: 404,
            body: undefined,
        });
        expect(more).to.deep.equal([]);
    });

    it("no header is recorded: they carry the key", async () => {
        await get(courier.url, "a");
        expect(JSON.stringify(courier.requests)).not.to.include("test-key");
    });

    it("requestsOf filters by method and by user id, whole or by pattern", async () => {
        await Promise.all([put(courier.url, "ab", {}), put(courier.url, "b", {}), get(courier.url, "b")]);
        expect(courier.requestsOf({})).to.have.length(3);
        expect(courier.requestsOf({ method: "PUT" })).to.have.length(2);
        expect(courier.requestsOf({ userId: "b" })).to.have.length(2);
        expect(courier.requestsOf({ method: "PUT", userId: /b/g })).to.have.length(2);
    });

    it("clearRequests starts again, and leaves what was read before", async () => {
        await get(courier.url, "a");
        const before = courier.requests;
        courier.clearRequests();
        expect(courier.requests).to.deep.equal([]);
        expect(before).to.have.length(1);
    });

    it("waitForRequest resolves when that many have arrived, also when they have already", async () => {
        const order: string[] = [];
        const waiting = courier.waitForRequest({ method: "PUT" }, 2).then(() => order.push("two PUTs"));
        await put(courier.url, "a", {});
        await get(courier.url, "a");
        order.push("one PUT, one GET");
        await put(courier.url, "a", {});
        await waiting;
        expect(order).to.deep.equal(["one PUT, one GET", "two PUTs"]);
        await courier.waitForRequest({ method: "PUT" }, 2);
    });

    it("waitForRequest counts from the last clearRequests on", async () => {
        await put(courier.url, "a", {});
        courier.clearRequests();
        const waiting = courier.waitForRequest({ method: "PUT" });
        await courier.close();
        expect(await failure(waiting)).to.match(/closed before/);
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

    it("a request that ends in the middle of its body is recorded, and changes nothing", async () => {
        const socket = connect(Number(new URL(courier.url).port), "127.0.0.1");
        const arrived = courier.waitForRequest({ method: "PUT" });
        socket.end(
            "PUT /profiles/a HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer k\r\n" +
                'Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"profile"',
        );
        await arrived;
        await noConnections(courier);
        expect(courier.profiles.all().size).to.equal(0);
        expect(courier.requests[0]).to.include({ body: undefined, status: undefined });
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

/** Turns the event loop until the emulator knows that every client has gone. */
async function noConnections(courier: Emulator): Promise<void> {
    while (courier.connections.open > 0) {
        await setImmediate();
    }
}

async function failure(promise: Promise<unknown>): Promise<string | undefined> {
    return promise.then(
        () => undefined,
        (error: unknown) => (error as Error).message,
    );
}
