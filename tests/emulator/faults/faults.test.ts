import { once } from "node:events";
import { connect } from "node:net";
import { expect } from "chai";
import { type Emulator, type Fault, FaultError } from "../../../emulator";
import { useEmulators } from "../support/emulators";
import { exchange, get, put, type Received } from "../support/exchange";

const old = { email: "old@example.com" };
const changed = { email: "new@example.com" };
const success = '{"status":"SUCCESS"}';

describe("A fault does on the wire what it says", () => {
    const start = useEmulators();
    let courier: Emulator;

    beforeEach(async () => {
        courier = await start();
        courier.profiles.set("a", old);
    });

    /** A PUT that the fault hits: what came back, and what the profile then is. */
    async function hit(fault: Fault): Promise<Received & { profile: unknown }> {
        courier.fail(fault);
        const received = await put(courier.url, "a", changed);
        return { ...received, profile: courier.profiles.get("a") };
    }

    const types: Readonly<Record<number, string>> = {
        400: "invalid_request_error",
        401: "authentication_error",
        403: "authorization_error",
        404: "invalid_request_error",
        409: "invalid_request_error",
        413: "invalid_request_error",
        429: "rate_limit_error",
        500: "api_error",
        503: "api_error",
    };
    for (const [status, type] of Object.entries(types)) {
        it(`status ${status} is an error in Courier's form, and nothing is applied`, async () => {
            const received = await hit({ status: Number(status), message: "because" });
            expect(received).to.deep.include({ status: Number(status), error: undefined, profile: old });
            expect(received.headers["content-type"]).to.match(/^application\/json/);
            expect(JSON.parse(received.text)).to.deep.equal({ message: "because", type });
            expect(courier.requests).to.have.length(1);
            expect(courier.requests[0]).to.include({ status: Number(status) });
        });
    }

    it("a message and a type of one's own come with 500 unless a status is given", async () => {
        const { status, text } = await hit({ message: "no", type: "own" });
        expect({ status, text }).to.deep.equal({ status: 500, text: '{"message":"no","type":"own"}' });
    });

    it("a status below 300 is a success that was none", async () => {
        expect(await hit({ status: 200 })).to.deep.include({ status: 200, text: success, profile: old });
        expect(await hit({ status: 204 })).to.deep.include({ status: 204, text: "", profile: old });
    });

    it("apply decides otherwise: an error that was a success, and a write that is lost", async () => {
        expect(await hit({ status: 503, apply: true })).to.deep.include({ status: 503, profile: changed });
        courier.profiles.set("a", old);
        expect(await hit({ apply: false })).to.deep.include({ status: 200, text: success, profile: old });
    });

    it("a body is sent as it is: a gateway's page, malformed JSON, a captive portal's 200", async () => {
        const page = await hit({ status: 502, body: "<html>Bad gateway</html>" });
        expect(page).to.deep.include({ status: 502, text: "<html>Bad gateway</html>", profile: old });
        expect(page.headers["content-type"]).to.match(/^text\/html/);

        const malformed = await hit({ body: '{"status":' });
        expect(malformed).to.deep.include({ status: 200, text: '{"status":', profile: old });
        expect(malformed.headers["content-type"]).to.match(/^application\/json/);

        const plain = await hit({ body: "Please log in", contentType: "text/plain" });
        expect(plain.headers["content-type"]).to.equal("text/plain");
        expect(await hit({ status: 503, body: "" })).to.deep.include({
            status: 503,
            text: "",
            error: undefined,
        });
    });

    it("headers and Retry-After are added, also to the real answer", async () => {
        const limited = await hit({ status: 429, retryAfter: 7, headers: { "X-Request-Id": "r1" } });
        expect(limited.headers).to.include({ "retry-after": "7", "x-request-id": "r1" });
        const real = await hit({ headers: { "Content-Type": "text/plain" }, retryAfter: "soon" });
        expect(real).to.deep.include({ status: 200, text: success, profile: changed });
        expect(real.headers).to.include({ "content-type": "text/plain", "retry-after": "soon" });
    });

    it("a redirect is a status with a location", async () => {
        const { status, headers } = await hit({
            status: 307,
            headers: { location: "https://elsewhere.example/" },
        });
        expect({ status, location: headers.location }).to.deep.equal({
            status: 307,
            location: "https://elsewhere.example/",
        });
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

    const mistakes: readonly { title: string; fault: object; message: RegExp }[] = [
        {
            title: "nothing that goes wrong",
            fault: { method: "PUT", times: 2 },
            message: /nothing about what/,
        },
        {
            title: "an unknown field",
            fault: { statsu: 500 },
            message: /^"statsu" is not a field of a fault: .*status/,
        },
        {
            title: "a method in small letters",
            fault: { method: "put", status: 500 },
            message: /^"method" must/,
        },
        { title: "a user id that is none", fault: { userId: 5, status: 500 }, message: /^"userId" must/ },
        { title: "no times", fault: { times: 0, status: 500 }, message: /^"times" must/ },
        { title: "half a skip", fault: { skip: 0.5, status: 500 }, message: /^"skip" must/ },
        { title: "no HTTP status", fault: { status: 99 }, message: /^"status" must/ },
        { title: "a negative delay", fault: { delayMs: -1 }, message: /^"delayMs" must/ },
        {
            title: "an unknown reset",
            fault: { reset: "now" },
            message: /^"reset" must be "before-request-read" or/,
        },
        {
            title: "a header that cannot be sent",
            fault: { headers: { a: "b\nc" } },
            message: /^"headers" must/,
        },
        {
            title: "two ways to travel",
            fault: { stall: "in-body", truncate: true },
            message: /exclude each other/,
        },
        {
            title: "a body and a message",
            fault: { body: "x", message: "y" },
            message: /no place beside "body"/,
        },
        {
            title: "the content type of no body",
            fault: { contentType: "a/b", status: 500 },
            message: /^"contentType"/,
        },
        {
            title: "applying what is not read",
            fault: { reset: "before-request-read", apply: true },
            message: /^"apply" cannot/,
        },
    ];
    for (const { title, fault, message } of mistakes) {
        it(`refuses ${title}`, () => {
            expect(() => {
                courier.fail(fault);
            }).to.throw(FaultError, message);
        });
    }
});
