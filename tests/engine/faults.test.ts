import path from "node:path";
import { expect } from "chai";
import type { Emulator, Fault, JsonValue, RecordedRequest } from "../../emulator";
import type { CliResult } from "./support/cli";
import { faultRows, settings, type FaultRow } from "./support/fault-matrix";
import { program } from "./support/programs";
import { complaints, contents } from "./support/runs";
import { expectNoSecrets, filesBelow, SECRET_KEY } from "./support/secrets";
import { expectSnapshot, normalised } from "./support/snapshot";
import { useStack } from "./support/use-stack";

const operations = ["create", "update", "delete", "read"] as const;

type Operation = (typeof operations)[number];

/** What became of one operation of one row. */
interface Outcome {
    readonly ends: FaultRow["ends"];
    readonly requests: number;
    /** What the user sees. */
    readonly message: string;
}

const email = "private-person@example.com";

/** In each profile, as a secret. */
const pin = "pin-of-the-private-person";

/** The user id, and the resource's name, on which a row is tried. */
function userIdOf(operation: Operation, { name }: FaultRow): string {
    // What is read is what the update has left.
    return `${operation === "read" ? "update" : operation}-${name.replace(/\W+/g, "-")}`;
}

/** A program with a Profile for each row and operation, of one nickname or another. */
function declare(nicknames: Partial<Record<Operation, string>>): string {
    const profiles = Object.entries(nicknames).flatMap(([operation, nickname]) =>
        faultRows.map((row) => [userIdOf(operation as Operation, row), { email, nickname }]),
    );
    return program(`
        const custom = { pin: pulumi.secret("${pin}") };
        for (const [userId, profile] of ${JSON.stringify(profiles)}) {
            new Profile(userId, { userId, profile: { ...profile, custom } });
        }
    `);
}

/** Lets every row's fault happen, and answers them by the row's name. */
function failOn(courier: Emulator, operation: Operation): Map<string, Fault> {
    return new Map(
        faultRows.map((row) => {
            const fault = { ...row.fault(), userId: userIdOf(operation, row) };
            courier.fail(fault);
            return [row.name, fault];
        }),
    );
}

function outcomes(result: CliResult, courier: Emulator, operation: Operation): Map<string, Outcome> {
    const said = complaints(result);
    return new Map(
        faultRows.map((row) => {
            const userId = userIdOf(operation, row);
            const message = normalised((said[userId] ?? []).join("\n")).replaceAll(userId, "USER");
            const ends = message === "" ? "recovers" : "fails";
            return [row.name, { ends, requests: courier.requestsOf({ userId }).length, message }];
        }),
    );
}

/** The operations that a row ended alike for, and how. */
function endings(found: ReadonlyMap<Operation, Map<string, Outcome>>, row: string): Record<string, string> {
    const byEnding = new Map<string, Operation[]>();
    for (const [operation, rows] of found) {
        const { ends, requests, message } = rows.get(row) as Outcome;
        const after = `after ${requests} ${requests === 1 ? "request" : "requests"}`;
        const ending = ends === "fails" ? `fails ${after}: ${message}` : `succeeds ${after}`;
        byEnding.set(ending, [...(byEnding.get(ending) ?? []), operation]);
    }
    return Object.fromEntries([...byEnding].map(([ending, those]) => [those.join(", "), ending]));
}

describe("each fault between here and Courier", () => {
    const log: string[] = [];
    const test = useStack({ shared: true, emulator: { apiKey: SECRET_KEY, log: (line) => log.push(line) } });
    const found = new Map<Operation, Map<string, Outcome>>();
    const runs: CliResult[] = [];
    let faultsAtCreation = new Map<string, Fault>();
    let writes: readonly RecordedRequest[] = [];
    let afterNextUp: Record<string, JsonValue> = {};

    // Every operation of every row in two runs of the engine, as each one costs seconds.
    before("one up and one refresh with all faults", async function () {
        this.timeout(300_000);
        const { courier, stack } = test;
        await stack.setConfig("courier:apiKey", SECRET_KEY, { secret: true });
        await stack.setConfig("courier:maxRetries", String(settings.maxRetries));
        await stack.setConfig("courier:timeoutSeconds", String(settings.timeoutSeconds));
        // The key is in the environment as well.
        const atOnce = { args: ["--parallel", "500"] };

        await stack.program(declare({ update: "before", delete: "before" }));
        runs.push(await stack.up(atOnce));

        const writing = ["create", "update", "delete"] as const;
        courier.clearRequests();
        for (const operation of ["update", "delete"] as const) failOn(courier, operation);
        faultsAtCreation = failOn(courier, "create");
        await stack.program(declare({ create: "after", update: "after" }));
        const up = await stack.up({ ...atOnce, args: [...atOnce.args, "--continue-on-error"], fails: true });
        for (const operation of writing) found.set(operation, outcomes(up, courier, operation));
        writes = courier.requests;

        courier.clearFaults();
        runs.push(up, await stack.up(atOnce));
        afterNextUp = contents(courier);

        courier.clearRequests();
        failOn(courier, "read");
        const refresh = await stack.refresh({ ...atOnce, fails: true });
        runs.push(refresh);
        found.set("read", outcomes(refresh, courier, "read"));
    });

    for (const operation of operations) {
        it(`${operation}: recovers or fails as the design says, after as many requests`, () => {
            const expected: Record<string, unknown> = {};
            const actual: Record<string, unknown> = {};
            for (const row of faultRows) {
                const { ends, requests } = found.get(operation)?.get(row.name) ?? {};
                const wanted = (operation === "read" && row.reading) || row;
                expected[row.name] = { ends: wanted.ends, requests: wanted.requests };
                actual[row.name] = { ends, requests };
            }
            expect(actual).to.deep.equal(expected);
        });
    }

    it("is told to the user in these words", async () => {
        const snapshot = faultRows.map(({ name }) => [name, endings(found, name)]);
        await expectSnapshot("faults", Object.fromEntries(snapshot));
    });

    it("with a Retry-After is tried again no sooner", () => {
        for (const [kind, waited] of [
            ["in seconds", (first: number) => first + 1000],
            ["as a date", (_: number, header: Fault["retryAfter"]) => Date.parse(String(header))],
        ] as const) {
            const row = `429 with Retry-After ${kind}, twice`;
            const fault = faultsAtCreation.get(row);
            const [first = 0, second = 0] = writes
                .filter(({ userId }) => userId === fault?.userId)
                .map(({ startedAt }) => startedAt);
            expect(second, row).to.be.at.least(waited(first, fault?.retryAfter) - 10);
        }
    });

    it("leaves a state from which the next up brings every profile to what the program says", () => {
        const declared = (["create", "update"] as const).flatMap((operation) =>
            faultRows.map(
                (row) => [userIdOf(operation, row), { email, nickname: "after", custom: { pin } }] as const,
            ),
        );
        const deleted = faultRows.map((row) => [userIdOf("delete", row), {}] as const);
        expect(afterNextUp).to.deep.equal(Object.fromEntries([...declared, ...deleted]));
    });

    it("shows the key nowhere: output, events, state, its history, journals, log", async () => {
        const outputs = Object.fromEntries(runs.map(({ output }, run) => [`output of run ${run}`, output]));
        const files = await filesBelow(test.stack.folder);
        expect(Object.keys(files).filter((name) => name.startsWith("events-"))).to.have.length(runs.length);
        expectNoSecrets({ ...outputs, ...files, "the emulator's log": log.join("\n") });
    });

    it("shows nothing of a profile, and leaves no secret of it in plain text in the state, its history and the journals", async () => {
        for (const { output } of runs) expect(output).not.to.contain(email).and.not.to.contain(pin);
        // The SDK's debug log, which the events have, shows what it registers.
        for (const folder of ["backend", "tmp"]) {
            const files = await filesBelow(path.join(test.stack.folder, folder));
            expect(files).not.to.be.empty;
            expectNoSecrets(files, [pin]);
        }
    });
});
