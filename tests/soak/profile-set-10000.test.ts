import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import type { JsonObject } from "../../emulator";
import { descendants } from "../../tools/processes";
import type { CliResult } from "../engine/support/cli";
import { useStack } from "../engine/support/use-stack";

const users = 10_000;
const mebibyte = 1024 * 1024;
/** Of which the engine takes half, and Pulumi's SDK, which sends a byte as a number in an array, most of the rest. */
const memoryLimits = { text: 2.25 * 1024 * mebibyte, object: 2.75 * 1024 * mebibyte };
const pollMs = 200;
const filler = "x".repeat(900);

/** Profiles of about 1 kB of JSON each. */
function profiles(changed?: string): Record<string, JsonObject> {
    return Object.fromEntries(
        Array.from({ length: users }, (_, n) => {
            const userId = `fixture-${n}`;
            const note = userId === changed ? "changed" : filler;
            return [userId, { email: `${userId}@example.com`, custom: { team: "core", tier: 1, note } }];
        }),
    );
}

/** The memory of the processes together, what several of them share counted once. */
async function memoryOf(pids: readonly number[]): Promise<number> {
    const sizes = pids.map(async (pid) => {
        // A process may have ended meanwhile.
        const rollup = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
        return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0) * 1024;
    });
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

describe("a ProfileSet of 10,000 profiles of 1 kB", function () {
    const test = useStack();

    /** Runs a command of the CLI, and watches how much memory it and all that it starts take together. */
    async function measured(
        what: string,
        memoryLimit: number,
        command: () => Promise<CliResult>,
    ): Promise<CliResult> {
        const own = new Set((await descendants(process.pid)).map(({ pid }) => pid));
        const start = performance.now();
        let ended = false;
        let peak = 0;
        const run = command().finally(() => {
            ended = true;
        });
        const watch = async (): Promise<void> => {
            while (!ended) {
                const started = await descendants(process.pid);
                const memory = await memoryOf(started.map(({ pid }) => pid).filter((pid) => !own.has(pid)));
                peak = Math.max(peak, memory);
                await delay(pollMs);
            }
        };
        const [result] = await Promise.all([run, watch()]);
        const seconds = ((performance.now() - start) / 1000).toFixed(1);
        console.log(`      ${what}: ${seconds} s, peak ${Math.round(peak / mebibyte)} MiB`);
        expect(peak, `${what}: memory was seen`).to.be.greaterThan(0);
        expect(peak, `${what}: bytes of all processes together`).to.be.lessThan(memoryLimit);
        return result;
    }

    /** The users in a file, of which one can be changed, and the program that reads it. */
    async function declare(form: "object" | "text"): Promise<(changed?: string) => Promise<void>> {
        const { stack } = test;
        const write = (changed?: string): Promise<void> =>
            writeFile(path.join(stack.folder, "users.json"), JSON.stringify(profiles(changed)));
        await write();
        await stack.program(`
            const { ProfileSet, profilesFromFile } = require("pulumi-courier");
            new ProfileSet("fixtures", { profiles: profilesFromFile("users.json", { as: "${form}" }) });
        `);
        return write;
    }

    function expectOnePut(): void {
        expect(test.courier.requests.map(({ method, userId }) => `${method} ${userId}`)).to.deep.equal([
            "PUT fixture-7000",
        ]);
        test.courier.clearRequests();
    }

    it("given as texts is created, unchanged, changed in one by one PUT, refreshed and destroyed, in less than 2.25 GiB", async function () {
        this.timeout(1_200_000);
        const { courier, stack } = test;
        const limit = memoryLimits.text;
        const write = await declare("text");

        await measured("create", limit, () => stack.up());
        expect(Object.fromEntries(courier.profiles.all())).to.deep.equal(profiles());
        expect(courier.requests).to.have.length(users);
        courier.clearRequests();

        await measured("unchanged", limit, () => stack.up({ args: ["--expect-no-changes"] }));
        expect(courier.requests).to.be.empty;

        await write("fixture-7000");
        await measured("preview of one changed", limit, () => stack.preview());
        await measured("one changed", limit, () => stack.up());
        expectOnePut();

        await measured("refresh", limit, () => stack.refresh({ args: ["--expect-no-changes"] }));
        expect(courier.requestsOf({ method: "GET" })).to.have.length(users);
        expect(courier.requests).to.have.length(users);

        await measured("destroy", limit, () => stack.destroy());
        expect([...courier.profiles.all().values()].filter((profile) => Object.keys(profile).length > 0)).to
            .be.empty;
    });

    it("given as objects is created, and changed in one by one PUT, in less than 2.75 GiB", async function () {
        this.timeout(1_200_000);
        const { courier, stack } = test;
        const limit = memoryLimits.object;
        const write = await declare("object");

        await measured("create", limit, () => stack.up());
        expect(Object.fromEntries(courier.profiles.all())).to.deep.equal(profiles());
        courier.clearRequests();

        await write("fixture-7000");
        await measured("one changed", limit, () => stack.up());
        expectOnePut();
    });
});
