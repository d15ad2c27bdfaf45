import { once } from "node:events";
import { connect } from "node:net";
import { expect } from "chai";
import type { Emulator } from "../../../emulator";
import { exchange, get, put } from "../support/exchange";
import { changed, old, success, useFaultyPut } from "../support/faulty-put";

describe("A fault does on the wire what it says", () => {
    const { emulator, hit } = useFaultyPut();
    let courier: Emulator;

    beforeEach(() => {
        courier = emulator();
    });

    it("delayMs answers late what was applied at once", async () => {
        courier.fail({ delayMs: 100 });
        const answer = put(courier.url, "a", changed);
        await courier.waitForRequest();
        const applied = courier.profiles.get("a");
        expect(courier.requests[0]).to.include({ status: undefined });
        expect(applied).to.deep.equal(changed);
        expect(await answer).to.include({ status: 200, text: success });
        expect(courier.requests[0]?.ms).to.be.at.least(95);
    });

    it("drip sends the whole body, piece by piece", async () => {
        const { text, pieces, error } = await hit({ drip: 20 });
        expect({ text, error }).to.deep.equal({ text: success, error: undefined });
        expect(pieces).to.be.greaterThan(1);
        expect(courier.requests[0]).to.include({ status: 200 });
    });

    it("stall sends nothing, or half, until the emulator is closed", async () => {
        courier.fail({ method: "PUT", stall: "before-headers" });
        courier.fail({ method: "PUT", stall: "in-body" });
        const nothing = put(courier.url, "a", changed);
        await courier.waitForRequest({ method: "PUT" });
        expect(courier.profiles.get("a")).to.deep.equal(old);
        const half = put(courier.url, "a", changed);
        await courier.waitForRequest({ method: "PUT" }, 2);
        const other = await get(courier.url, "a");
        expect(other).to.include({ status: 200, text: JSON.stringify({ profile: changed }) });
        const first = await Promise.race([nothing, half, Promise.resolve("still waiting")]);
        expect(first).to.equal("still waiting");

        await courier.close();
        expect(await nothing).to.include({ status: undefined, error: "ECONNRESET" });
        expect(await half).to.include({ status: 200, text: success.slice(0, 10), error: "ECONNRESET" });
        expect(courier.requestsOf({ method: "PUT" }).map(({ status }) => status)).to.deep.equal([
            undefined,
            undefined,
        ]);
    });

    it("a stall lets other requests through, on the same emulator", async () => {
        courier.fail({ userId: "a", stall: "before-headers", times: Infinity });
        const stalled = [get(courier.url, "a"), get(courier.url, "a")];
        await courier.waitForRequest({ userId: "a" }, 2);
        expect(await put(courier.url, "b", {})).to.include({ status: 200 });
        await courier.close();
        await Promise.all(stalled);
    });

    it('reset "before-request-read" ends the connection before anything is applied', async () => {
        const received = await hit({ reset: "before-request-read" });
        expect(received).to.deep.include({ status: undefined, error: "ECONNRESET", profile: old });
        expect(courier.requests[0]).to.include({
            method: "PUT",
            userId: "a",
            status: undefined,
            body: undefined,
        });
    });

    it('reset "before-request-read" does so in the middle of a large upload', async () => {
        courier.fail({ reset: "before-request-read" });
        const text = JSON.stringify({ profile: { a: "x".repeat(20_000_000) } });
        const { status, error } = await exchange(courier.url, { method: "PUT", path: "/profiles/a", text });
        expect(status).to.equal(undefined);
        expect(error).to.be.oneOf(["ECONNRESET", "EPIPE"]);
    });

    it('reset "after-apply" ends the connection in place of an answer', async () => {
        const received = await hit({ reset: "after-apply" });
        expect(received).to.deep.include({ status: undefined, error: "ECONNRESET", profile: changed });
        expect(courier.requests[0]?.body).to.deep.equal({ profile: changed });
    });

    it("a reset is one on the wire, and no regular end", async () => {
        courier.fail({ reset: "after-apply" });
        const socket = connect(Number(new URL(courier.url).port), "127.0.0.1");
        socket.write("GET /profiles/a HTTP/1.1\r\nHost: x\r\n\r\n");
        const [error] = (await once(socket, "error")) as [NodeJS.ErrnoException];
        expect(error.code).to.equal("ECONNRESET");
    });

    it('reset "in-body" ends it in the middle of the answer', async () => {
        const received = await hit({ reset: "in-body" });
        expect(received).to.deep.include({ error: "ECONNRESET", profile: changed });
        expect(received.text.length).to.be.lessThan(success.length);
        expect(courier.requests[0]).to.include({ status: undefined });
    });

    it("truncate sends less than content-length says", async () => {
        const received = await hit({ truncate: true });
        expect(received).to.deep.include({ status: 200, text: success.slice(0, 10), profile: changed });
        expect(received).to.include({ error: "ECONNRESET" });
        expect(received.headers["content-length"]).to.equal(String(success.length));
        expect(courier.requests[0]).to.include({ status: undefined });
    });

    it("an answer that has no body is cut as one that has", async () => {
        for (const fault of [{ truncate: true }, { reset: "in-body" }] as const) {
            courier.profiles.set("a", old);
            courier.fail(fault);
            const { error } = await exchange(courier.url, { method: "DELETE", path: "/profiles/a" });
            expect(error).to.equal("ECONNRESET");
            expect(courier.profiles.get("a")).to.equal(undefined);
        }
    });

    it("an answer that the fault puts in place can be cut too, and what is applied can be said", async () => {
        const page = await hit({
            status: 502,
            body: "<html>Bad gateway</html>",
            truncate: true,
            apply: false,
        });
        expect(page).to.deep.include({
            status: 502,
            text: "<html>Bad ga",
            error: "ECONNRESET",
            profile: old,
        });
        expect(await hit({ truncate: true, apply: false })).to.deep.include({
            error: "ECONNRESET",
            profile: old,
        });
    });
});
