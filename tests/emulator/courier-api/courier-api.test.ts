import { expect } from "chai";
import type { Emulator } from "../../../emulator";
import { exchange, type Sent } from "../support/exchange";
import { useTwoUsers } from "../support/two-users";

const known = "/profiles/known";

describe("A request that cannot be done is refused", () => {
    const twoUsers = useTwoUsers();
    let courier: Emulator;

    beforeEach(() => {
        courier = twoUsers();
    });

    const refusals: readonly { title: string; sent: Sent; status: number }[] = [
        {
            title: "no key",
            sent: { method: "GET", path: known, headers: { authorization: "" } },
            status: 401,
        },
        { title: "malformed JSON", sent: { method: "PUT", path: known, text: '{"profile":' }, status: 400 },
        {
            title: "bytes that are not UTF-8",
            sent: { method: "PUT", path: known, text: Buffer.from('{"profile":{"name":"\xe9"}}', "latin1") },
            status: 400,
        },
        {
            title: "another content type",
            sent: {
                method: "PUT",
                path: known,
                json: { profile: { email: "new@example.com" } },
                headers: { "content-type": "text/plain" },
            },
            status: 400,
        },
        {
            title: "a body above 1 MiB",
            sent: { method: "PUT", path: known, json: { profile: { a: "x".repeat(1024 * 1024) } } },
            status: 413,
        },
        {
            title: "a profile nested too deeply",
            sent: {
                method: "PUT",
                path: known,
                text: `{"profile":${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}}`,
            },
            status: 400,
        },
        { title: "another path", sent: { method: "GET", path: "/brands" }, status: 404 },
        { title: "another method", sent: { method: "OPTIONS", path: known }, status: 405 },
    ];
    for (const { title, sent, status } of refusals) {
        it(`${title}: ${status}, in Courier's form, and nothing changes`, async () => {
            const before = courier.profiles.get("known");
            const received = await exchange(courier.url, sent);
            expect(received.status).to.equal(status);
            expect(JSON.parse(received.text)).to.have.all.keys("message", "type");
            expect(courier.profiles.get("known")).to.deep.equal(before);
        });
    }
});
