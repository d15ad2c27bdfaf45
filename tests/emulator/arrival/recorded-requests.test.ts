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

    it("waitForRequest looks at each request once, however many it waits for", async () => {
        let looks = 0;
        const filter = {
            get userId() {
                looks += 1;
                return /^a$/;
            },
        };
        const waiting = courier.waitForRequest(filter, 50);
        await put(courier.url, "a", {});
        const looksAtOne = looks;
        for (let n = 1; n < 50; n += 1) {
            await put(courier.url, "a", {});
        }
        await waiting;
        expect(looks).to.equal(50 * looksAtOne);
    });

    it("waitForRequest counts from the last clearRequests on", async () => {
        await put(courier.url, "a", {});
        courier.clearRequests();
        const waiting = courier.waitForRequest({ method: "PUT" });
        await courier.close();
        expect(await failure(waiting)).to.match(/closed before/);
    });

    it("waitForRequest starts to count again after a clearRequests that comes while it waits", async () => {
        const waiting = courier.waitForRequest({ method: "PUT" }, 2);
        await put(courier.url, "a", {});
        courier.clearRequests();
        await put(courier.url, "a", {});
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

    describe("of whose bodies only so much is kept", () => {
        const body = (n: number) => ({ profile: { n, text: "x".repeat(400) } });

        /** Sends that many bodies, of which two fit in a KiB. */
        async function sendBodies(count: number): Promise<void> {
            courier = await start({ recordedBodiesMiB: 1 / 1024 });
            for (let n = 1; n <= count; n += 1) {
                await put(courier.url, `user-${n}`, body(n).profile);
            }
        }

        it("the oldest are forgotten, and nothing else is", async () => {
            await sendBodies(5);
            expect(courier.requests.map((request) => request.body)).to.deep.equal([
                undefined,
                undefined,
                undefined,
                body(4),
                body(5),
            ]);
            expect(courier.requests[0]).to.include({
                method: "PUT",
                path: "/profiles/user-1",
                userId: "user-1",
                bodyText: undefined,
                status: 200,
            });
            expect(courier.profiles.get("user-1")).to.deep.equal(body(1).profile);
        });

        it("what is counted stays right", async () => {
            await sendBodies(5);
            expect(courier.requestsOf({ method: "PUT" })).to.have.length(5);
            expect(courier.requestsOf({ userId: "user-1" })).to.have.length(1);
            await courier.waitForRequest({ method: "PUT" }, 5);
        });

        it("clearRequests makes room again", async () => {
            await sendBodies(5);
            courier.clearRequests();
            await put(courier.url, "a", body(6).profile);
            await put(courier.url, "b", body(7).profile);
            expect(courier.requests.map((request) => request.body)).to.deep.equal([body(6), body(7)]);
        });

        it("none, where there is no room for any", async () => {
            courier = await start({ recordedBodiesMiB: 0 });
            expect(await put(courier.url, "a", { n: 1 })).to.include({ status: 200 });
            expect(courier.requests[0]).to.include({ body: undefined, bodyText: undefined });
            expect(courier.profiles.get("a")).to.deep.equal({ n: 1 });
        });
    });
});
