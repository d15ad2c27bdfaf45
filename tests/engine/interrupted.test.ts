import { mkdtemp } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import { startEmulator } from "../../emulator";
import { program } from "./support/programs";
import { complaints, contents, expectSettled } from "./support/runs";
import { runFolder } from "./support/run-folder";
import { API_KEY, useStack } from "./support/use-stack";

/** What a run needs to end once nothing is in flight any more, on a busy machine. */
const graceMs = 15_000;

const waitingProgram = program(`
    new Profile("before", { userId: "before", profile: { nickname: "b" } });
    const waiting = new Profile("waiting", { userId: "waiting", profile: { nickname: "w" } });
    new Profile("after", { userId: "after", profile: { nickname: "a" } }, { dependsOn: waiting });
`);

const waitingProfiles = {
    before: { nickname: "b" },
    waiting: { nickname: "w" },
    after: { nickname: "a" },
};

describe("Ctrl-C during a long retry", () => {
    const test = useStack();

    it("once: the wait ends, nothing else is sent, and the next up does the rest", async () => {
        const { courier, stack } = test;
        await stack.program(waitingProgram);
        courier.fail({ userId: "waiting", status: 429, retryAfter: 60, times: Infinity });
        const up = await stack.startUp();
        await courier.waitForRequest({ userId: "before" });
        await courier.waitForRequest({ userId: "waiting" });
        const interruptedAt = performance.now();
        up.interrupt();
        const result = await up.result;
        expect(performance.now() - interruptedAt).to.be.below(graceMs);
        expect(result.exitCode).not.to.equal(0);
        expect(complaints(result).waiting?.join()).to.match(
            /429 .*; not repeated, as the run was cancelled\. Run the same command again to do the rest\./,
        );
        expect(contents(courier)).to.deep.equal({ before: waitingProfiles.before });

        courier.clearFaults();
        const next = await stack.up();
        expect(next.changes).to.deep.equal({ same: 1, create: 2 });
        expect(next.diagnostics).to.be.empty;
        expect(contents(courier)).to.deep.equal(waitingProfiles);
    });

    it("once: an answer under way is waited for, and is in the state", async () => {
        const { courier, stack } = test;
        await stack.program(waitingProgram);
        const gate = courier.gate({ userId: "waiting" });
        const up = await stack.startUp();
        await courier.waitForRequest({ userId: "before" });
        await courier.waitForRequest({ userId: "waiting" });
        up.interrupt();
        await up.says("^C received; cancelling");
        gate.release();
        expect((await up.result).exitCode).not.to.equal(0);

        const next = await stack.up();
        expect(next.changes).to.deep.equal({ same: 2, create: 1 });
        expect(contents(courier)).to.deep.equal(waitingProfiles);
    });

    it("once: an answer that does not come is waited for no longer than five seconds", async () => {
        const { courier, stack } = test;
        await stack.program(waitingProgram);
        courier.fail({ userId: "waiting", stall: "before-headers", times: Infinity });
        const up = await stack.startUp();
        await courier.waitForRequest({ userId: "before" });
        await courier.waitForRequest({ userId: "waiting" });
        const interruptedAt = performance.now();
        up.interrupt();
        const result = await up.result;
        expect(performance.now() - interruptedAt).to.be.below(5000 + graceMs);
        expect(complaints(result).waiting?.join()).to.contain(
            "did not answer in time; not repeated, as the run was cancelled",
        );

        courier.clearFaults();
        const next = await stack.up();
        expect(next.changes).to.deep.equal({ same: 1, create: 2 });
        expect(contents(courier)).to.deep.equal(waitingProfiles);
    });

    it("once: of a ProfileSet the state has what was written, and the next up sends only the rest", async () => {
        const { courier, stack } = test;
        const users = Object.fromEntries(
            Array.from({ length: 100 }, (_, n) => [`user-${n}`, { custom: { n } }]),
        );
        await stack.program(program(`new ProfileSet("all", { profiles: ${JSON.stringify(users)} });`));
        courier.fail({ userId: "user-50", status: 503, retryAfter: 60, times: Infinity });
        const up = await stack.startUp();
        await courier.waitForRequest({}, 100);
        up.interrupt();
        const result = await up.result;
        expect(complaints(result).all?.join()).to.contain("1 of 100 profiles could not be written");

        courier.clearFaults();
        courier.clearRequests();
        expect((await stack.up()).changes).to.deep.equal({ update: 1 });
        expect(courier.requests.map(({ userId }) => userId)).to.deep.equal(["user-50"]);
        expect(contents(courier)).to.deep.equal(users);
    });

    it("twice: the run ends at once, and the next up does the rest", async () => {
        const { courier, stack } = test;
        await stack.program(waitingProgram);
        courier.fail({ userId: "waiting", status: 503, retryAfter: 60, times: Infinity });
        const up = await stack.startUp();
        await courier.waitForRequest({ userId: "before" });
        await courier.waitForRequest({ userId: "waiting" });
        const interruptedAt = performance.now();
        up.interrupt();
        await up.says("^C received; cancelling");
        up.interrupt();
        const { exitCode } = await up.result;
        expect(exitCode).not.to.equal(0);
        expect(performance.now() - interruptedAt).to.be.below(graceMs);

        courier.clearFaults();
        const next = await stack.up();
        // The engine warns of a creation that it has not seen end; which one of the two that is, it does not say.
        expect(Object.values(complaints(next)).flat().join()).to.match(
            /::(before|waiting), interrupted while creating/,
        );
        expect(contents(courier)).to.deep.equal(waitingProfiles);
        await stack.refresh({ args: ["--clear-pending-creates"] });
        await expectSettled(test);
    });
});

describe("an up while Courier restarts", () => {
    const test = useStack();

    it("succeeds, and every profile is there", async () => {
        const { stack } = test;
        const dataFile = path.join(await mkdtemp(path.join(runFolder(), "data-")), "profiles.json");
        const first = await startEmulator({ apiKey: API_KEY, dataFile, latencyMs: 50 });
        await stack.program(
            program(`
                for (let n = 0; n < 30; n++) {
                    new Profile("user-" + n, { userId: "user-" + n, profile: { custom: { n } } });
                }
            `),
        );
        const up = await stack.startUp({ env: { COURIER_BASE_URL: first.url }, args: ["--parallel", "4"] });
        await first.waitForRequest({}, 10);
        await first.close();
        const port = Number(new URL(first.url).port);
        await using second = await startEmulator({ apiKey: API_KEY, dataFile, port });

        const { exitCode, output, diagnostics } = await up.result;
        expect(exitCode, output).to.equal(0);
        expect(diagnostics).to.be.empty;
        expect(second.requests).not.to.be.empty;
        expect(contents(second)).to.deep.equal(
            Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`user-${n}`, { custom: { n } }])),
        );
    });
});
