import { connect } from "node:net";
import { expect } from "chai";
import type { Emulator } from "../../../emulator";
import { useEmulators } from "../support/emulators";
import { exchange, get, put } from "../support/exchange";
import { failure } from "../support/failure";
import { noConnections } from "../support/no-connections";

describe("Requests are recorded", () => {
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
});
