import { expect } from "chai";
import type { Emulator } from "../../../emulator";
import { useEmulators } from "../support/emulators";
import { exchange, put } from "../support/exchange";
import { changed, old, success, useFaultyPut } from "../support/faulty-put";

describe("What a fault answers", () => {
    const start = useEmulators();
    const { emulator, hit } = useFaultyPut();
    let courier: Emulator;

    beforeEach(() => {
        courier = emulator();
    });

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

    it("a message or a body can be made of the request: it quotes what was sent, to the last digit", async () => {
        courier.fail({ status: 400, message: ({ bodyText }) => `not valid: ${bodyText}` });
        const sent = '{"profile":{"n":1234567890123456789}}';
        const { text } = await exchange(courier.url, { method: "PUT", path: "/profiles/a", text: sent });
        expect(JSON.parse(text)).to.deep.equal({
            message: `not valid: ${sent}`,
            type: "invalid_request_error",
        });
        const page = await hit({ status: 502, body: ({ method, path }) => `<p>${method} ${path}</p>` });
        expect(page).to.deep.include({ status: 502, text: "<p>PUT /profiles/a</p>", profile: old });
        expect(page.headers["content-type"]).to.match(/^text\/html/);
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

    it("a body that is not recorded is quoted all the same", async () => {
        const forgetful = await start({ recordedBodiesMiB: 0 });
        forgetful.fail({ message: ({ body }) => JSON.stringify(body) });
        const { text } = await put(forgetful.url, "a", { n: 1 });
        expect(JSON.parse(text)).to.include({ message: '{"profile":{"n":1}}' });
    });
});
