import {
    copyFileSync,
    mkdirSync,
    readdirSync,
    readFileSync,
    rmdirSync,
    rmSync,
    statSync,
    truncateSync,
    writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { expect } from "chai";
import { type JsonObject, startEmulator } from "../../../emulator";
import { useCommands } from "../support/command";
import { useEmulators } from "../support/emulators";
import { exchange, get, put } from "../support/exchange";
import { failure } from "../support/failure";
import { useTemporaryFolder } from "../support/temporary-folder";

const thousand: JsonObject = Object.fromEntries(
    Array.from({ length: 1_000 }, (_, n) => [`user-${n}`, { email: `${n}@example.com` }]),
);

describe("A data file keeps the profiles", () => {
    const start = useEmulators();
    const run = useCommands();
    const inFolder = useTemporaryFolder();

    it("from one start to the next, whoever wrote them", async () => {
        const dataFile = inFolder("profiles.json");
        const first = await start({ dataFile });
        await put(first.url, "a", { n: 1 });
        await put(first.url, "gone", { n: 2 });
        await exchange(first.url, { method: "DELETE", path: "/profiles/gone" });
        first.profiles.set("__proto__", { constructor: "x" });
        await first.close();

        const second = await start({ dataFile });
        expect([...second.profiles.all()]).to.deep.equal([
            ["a", { n: 1 }],
            ["__proto__", { constructor: "x" }],
        ]);
        expect(readdirSync(dirname(dataFile))).to.deep.equal(["profiles.json"]);
    });

    /** What a start from the file would find, as it is at this moment. */
    async function keptIn(dataFile: string): Promise<Map<string, JsonObject>> {
        const copy = `${dataFile}.${(copies += 1)}`;
        copyFileSync(dataFile, copy);
        const courier = await start({ dataFile: copy });
        return courier.profiles.all();
    }
    let copies = 0;

    it("has every change before the change is answered", async () => {
        const dataFile = inFolder("profiles.json");
        const courier = await start({ dataFile });
        await Promise.all(
            Array.from({ length: 20 }, async (_, n) => {
                await put(courier.url, `user-${n}`, { n });
                expect((await keptIn(dataFile)).get(`user-${n}`)).to.deep.equal({ n });
            }),
        );
        await exchange(courier.url, { method: "DELETE", path: "/profiles/user-7" });
        expect(await keptIn(dataFile))
            .to.have.length(19)
            .and.not.to.have.key("user-7");
    });

    it("is one JSON object after close", async () => {
        const dataFile = inFolder("profiles.json");
        writeFileSync(dataFile, JSON.stringify(thousand));
        const courier = await start({ dataFile });
        await put(courier.url, "user-1", { n: 1.5 });
        await exchange(courier.url, { method: "DELETE", path: "/profiles/user-2" });
        await courier.close();
        const { "user-2": gone, ...others } = thousand;
        expect(gone).to.be.an("object");
        expect(JSON.parse(readFileSync(dataFile, "utf8"))).to.deep.equal({ ...others, "user-1": { n: 1.5 } });
    });

    it("takes a change without being written anew, however many profiles it has", async () => {
        const dataFile = inFolder("profiles.json");
        writeFileSync(dataFile, JSON.stringify(thousand));
        const courier = await start({ dataFile });
        const before = statSync(dataFile);
        await put(courier.url, "user-1", { n: 1.5 });
        const after = statSync(dataFile);
        expect(after.ino).to.equal(before.ino);
        expect(after.size - before.size).to.be.within(1, 100);
    });

    it("does not grow with the number of changes", async () => {
        const dataFile = inFolder("profiles.json");
        const courier = await start({ dataFile });
        for (let n = 0; n < 200; n += 1) {
            await put(courier.url, "a", { n });
        }
        expect(statSync(dataFile).size).to.be.below(100);
        expect([...(await keptIn(dataFile))]).to.deep.equal([["a", { n: 199 }]]);
    });

    it("that was removed is whole again with the next change", async () => {
        const dataFile = inFolder("profiles.json");
        writeFileSync(dataFile, JSON.stringify(thousand));
        const courier = await start({ dataFile });
        rmSync(dataFile);
        await put(courier.url, "user-1", { n: 1.5 });
        expect(await keptIn(dataFile)).to.have.length(1_000);
    });

    it("whose last change was cut off by a kill has all changes before it", async () => {
        const dataFile = inFolder("profiles.json");
        writeFileSync(dataFile, JSON.stringify(thousand));
        const courier = await start({ dataFile });
        await put(courier.url, "answered", { n: 1 });
        await put(courier.url, "cut off", { n: 2 });
        truncateSync(dataFile, statSync(dataFile).size - 3);
        const kept = await keptIn(dataFile);
        expect(kept).to.have.length(1_001);
        expect(kept.get("answered")).to.deep.equal({ n: 1 });
    });

    it("is whole, and has every answered change, after kill -9 in the middle of writes", async function () {
        this.timeout(60_000);
        const dataFile = inFolder("profiles.json");
        const many = Object.fromEntries(
            Array.from({ length: 5_000 }, (_, n) => [`old-${n}`, { text: "x".repeat(100) }]),
        );
        writeFileSync(dataFile, JSON.stringify(many));
        let sent = 0;
        for (let round = 1; round <= 3; round += 1) {
            const command = run(["--port", "0", "--data", dataFile]);
            const url = await command.url();
            const enough = sent + 10 * round;
            const writers = Array.from({ length: 4 }, async () => {
                for (;;) {
                    const next = (sent += 1);
                    const { status } = await put(url, `new-${next}`, { next });
                    if (status !== 200) {
                        return [next];
                    }
                    if (next >= enough) {
                        command.kill("SIGKILL");
                    }
                }
            });
            const unanswered = new Set((await Promise.all(writers)).flat());
            expect(await command.end()).to.equal("SIGKILL");

            const courier = await start({ dataFile });
            const kept = courier.profiles.all();
            expect(kept.get("old-4999")).to.deep.equal(many["old-4999"]);
            for (let next = 1; next <= sent; next += 1) {
                if (!unanswered.has(next)) {
                    expect(kept.get(`new-${next}`)).to.deep.equal({ next });
                }
            }
            // What the kill left unanswered may be there or not: settle it for the rounds to come.
            for (const next of unanswered) {
                courier.profiles.set(`new-${next}`, { next });
            }
            await courier.close();
        }
    });

    const broken = {
        "not JSON": { content: '{"a": ', reason: /: it is not valid JSON/ },
        "no object": { content: "[]", reason: /: it is not a JSON object of user ids and profiles$/ },
        "a profile that is no object": { content: '{"a":{},"b":1}', reason: /: the profile of "b" is not/ },
    };
    for (const [title, { content, reason }] of Object.entries(broken)) {
        it(`that is broken (${title}) stops the start with the file's name and why, and stays as it is`, async () => {
            const dataFile = inFolder("profiles.json");
            writeFileSync(dataFile, content);
            const message = await failure(startEmulator({ dataFile }));
            expect(message).to.include(`cannot read the profiles from ${dataFile}`).and.to.match(reason);
            expect(readFileSync(dataFile, "utf8")).to.equal(content);
        });
    }

    it("that cannot be read or written stops the start", async () => {
        expect(await failure(startEmulator({ dataFile: inFolder(".") }))).to.match(
            /^cannot read the profiles from .*EISDIR/,
        );
        const dataFile = inFolder("no/such/folder.json");
        expect(await failure(startEmulator({ dataFile }))).to.match(/^cannot save the profiles to .*ENOENT/);
    });

    it("that can no longer be written is a 500 for who changes something, not for who reads", async () => {
        const dataFile = inFolder("profiles.json");
        const courier = await start({ dataFile });
        rmSync(dataFile);
        mkdirSync(dataFile);
        const { status, text } = await put(courier.url, "a", {});
        expect(status).to.equal(500);
        expect(text).to.include("cannot save the profiles");
        expect(await get(courier.url, "a")).to.include({ status: 200 });
        rmdirSync(dataFile);
        expect(await put(courier.url, "b", {})).to.include({ status: 200 });
        expect(await keptIn(dataFile)).to.have.all.keys("a", "b");
    });
});
