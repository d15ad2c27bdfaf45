import { Agent } from "node:http";
import { expect } from "chai";
import fc from "fast-check";
import { type Emulator, type JsonObject, startEmulator } from "../../emulator";
import { sampled } from "../unit/core/support/arbitraries";
import { exchange, get, pathOf, put } from "./support/exchange";

describe("Any user id and any profile come back exactly", () => {
    const agent = new Agent({ keepAlive: true });
    let courier: Emulator;

    before(async () => {
        courier = await startEmulator();
    });

    after(() => {
        agent.destroy();
        return courier.close();
    });

    beforeEach(() => {
        for (const userId of courier.profiles.all().keys()) {
            courier.profiles.delete(userId);
        }
    });

    const userIds = {
        unicode: "Zoë-東京-ж",
        "combining marks, not normalized": "e\u0301",
        emoji: "👩‍👩‍👧‍👦",
        slashes: "a/b//c/",
        "an escape": "a%2Fb%25",
        "a query": "a?b=c&d",
        "a fragment": "a#b",
        spaces: " a  b ",
        "control characters": "a\u0000\n\r\tb",
        "a name that objects have": "__proto__",
        "another name that objects have": "constructor",
        "a name of the API": "lists",
        "a whole number": "17",
        "1,000 characters": "x".repeat(1_000),
        "1,000 characters of 4 bytes": "🦜".repeat(1_000),
    };
    for (const [title, userId] of Object.entries(userIds)) {
        it(title, async () => {
            await put(courier.url, userId, { sub: userId });
            expect([...courier.profiles.all()]).to.deep.equal([[userId, { sub: userId }]]);
            const { text } = await get(courier.url, userId);
            expect(JSON.parse(text)).to.deep.equal({ profile: { sub: userId } });
            const [request] = courier.requests.slice(-1);
            expect(request).to.include({ path: pathOf(userId), userId });
        });
    }

    it("an escaped slash belongs to the user id; a bare one does not", async () => {
        await exchange(courier.url, {
            method: "PUT",
            path: "/profiles/a%2Flists",
            json: { profile: { n: 1 } },
        });
        expect([...courier.profiles.all().keys()]).to.deep.equal(["a/lists"]);
        expect(await exchange(courier.url, { method: "GET", path: "/profiles/a/b" })).to.include({
            status: 404,
        });
    });

    it("whatever fast-check comes up with", async function () {
        this.timeout(120_000);
        const userId = fc.string({ unit: "binary", minLength: 1, maxLength: 50 });
        // JSON has no -0.
        const profile = fc
            .dictionary(fc.string({ unit: "binary" }), fc.jsonValue())
            .map((object) => JSON.parse(JSON.stringify(object)) as JsonObject);
        await fc.assert(
            fc.asyncProperty(userId, profile, async (id, value) => {
                expect(await put(courier.url, id, value, agent)).to.include({ status: 200 });
                const { text } = await get(courier.url, id, agent);
                expect(JSON.parse(text)).to.deep.equal({ profile: value });
                expect(courier.profiles.get(id)).to.deep.equal(value);
            }),
            sampled(200),
        );
    });
});
