import { expect } from "chai";
import { startEmulator } from "../../emulator";
import { useEmulators } from "./support/emulators";
import { exchange, get, put } from "./support/exchange";

describe("The emulator's options", () => {
    const start = useEmulators();

    it("by default listens on loopback, on a free port, and lets every key in", async () => {
        const [one, two] = await Promise.all([start(), start()]);
        expect(one.url).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
        expect(two.url).not.to.equal(one.url);
        expect(await put(one.url, "a", {})).to.include({ status: 200 });
        expect(two.profiles.get("a")).to.equal(undefined);
    });

    it("apiKey lets in one key only", async () => {
        const { url } = await start({ apiKey: "the-key" });
        const status = async (authorization: string) =>
            (
                await exchange(url, {
                    method: "PUT",
                    path: "/profiles/a",
                    json: { profile: {} },
                    headers: { authorization },
                })
            ).status;
        expect(await status("Bearer the-key")).to.equal(200);
        expect(await status("Bearer another-key")).to.equal(401);
        expect(await status("Basic the-key")).to.equal(401);
    });

    it("unknownUser decides between 404 and an empty profile", async () => {
        const strict = await start();
        const lenient = await start({ unknownUser: "empty" });
        expect(await get(strict.url, "nobody")).to.include({ status: 404 });
        expect(await get(lenient.url, "nobody")).to.include({ status: 200, text: '{"profile":{}}' });
        expect(lenient.profiles.get("nobody")).to.equal(undefined);
    });

    it("emptyUser decides the same for a profile that is empty", async () => {
        const lenient = await start();
        const strict = await start({ emptyUser: "not-found" });
        for (const { profiles } of [lenient, strict]) {
            profiles.set("empty", {});
            profiles.set("full", { a: null });
        }
        expect(await get(lenient.url, "empty")).to.include({ status: 200, text: '{"profile":{}}' });
        expect(await get(strict.url, "empty")).to.include({ status: 404 });
        expect(await get(strict.url, "full")).to.include({ status: 200 });
    });

    it("nulls decides whether PUT keeps them", async () => {
        const profile = { a: null, b: { c: null, d: [null, { e: null }] } };
        const keeping = await start();
        const dropping = await start({ nulls: "drop" });
        await put(keeping.url, "a", profile);
        await put(dropping.url, "a", profile);
        expect(keeping.profiles.get("a")).to.deep.equal(profile);
        expect(dropping.profiles.get("a")).to.deep.equal({ b: { d: [null, { e: null }] } });
    });

    const orders = {
        "as-sent": '{"profile":{"b":{"d":1,"c":2},"a":[{"z":1,"y":2}]}}',
        sorted: '{"profile":{"a":[{"y":2,"z":1}],"b":{"c":2,"d":1}}}',
        reversed: '{"profile":{"a":[{"y":2,"z":1}],"b":{"c":2,"d":1}}}',
    } as const;
    for (const [keyOrder, text] of Object.entries(orders) as [keyof typeof orders, string][]) {
        it(`keyOrder "${keyOrder}" orders the keys of answers at every depth`, async () => {
            const { url } = await start({ keyOrder });
            await put(url, "a", { b: { d: 1, c: 2 }, a: [{ z: 1, y: 2 }] });
            expect((await get(url, "a")).text).to.equal(text);
        });
    }

    it("latencyMs holds back every answer, and what is asked for is done at its start", async () => {
        const courier = await start({ latencyMs: 100 });
        const answer = put(courier.url, "a", { n: 1 });
        await courier.waitForRequest({ method: "PUT" });
        const applied = courier.profiles.get("a");
        const answered = courier.requests[0]?.status;
        expect({ applied, answered }).to.deep.equal({ applied: { n: 1 }, answered: undefined });
        await answer;
        await get(courier.url, "a");
        for (const { ms } of courier.requests) {
            expect(ms).to.be.at.least(95);
        }
    });

    it("log is given one line a request, without headers, bodies or the key", async () => {
        const lines: string[] = [];
        const courier = await start({ log: (line) => lines.push(line) });
        await put(courier.url, "a b", { email: "secret@example.com" });
        courier.fail({ reset: "after-apply" });
        await get(courier.url, "a b");
        await courier.close();
        expect(lines).to.have.length(2);
        expect(lines[0]).to.match(/^PUT \/profiles\/a%20b 200 \d+ ms$/);
        expect(lines[1]).to.match(/^GET \/profiles\/a%20b cut off \d+ ms$/);
    });

    it("a port in use is one line that says so", async () => {
        const { port } = new URL((await start()).url);
        const error = await startEmulator({ port: Number(port) }).catch((reason: unknown) => reason as Error);
        expect(error).to.be.an("error");
        expect(error).to.have.property(
            "message",
            `cannot listen on 127.0.0.1:${port}: the port is already in use`,
        );
    });
});
