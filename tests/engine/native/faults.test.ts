import { expect } from "chai";
import type { CliResult } from "../support/cli";
import { faultRows, settings, type FaultRow } from "../support/fault-matrix";
import { complaints, contents } from "../support/runs";
import { expectNoSecrets, filesBelow, SECRET_KEY } from "../support/secrets";
import { profile, useYamlStack } from "../support/yaml-stack";

const email = "private-person@example.com";

function userIdOf(operation: string, { name }: FaultRow): string {
    return `${operation}-${name.replace(/\W+/g, "-")}`;
}

describe("Each fault between here and Courier, through the native face,", () => {
    const log: string[] = [];
    const test = useYamlStack({
        shared: true,
        emulator: { apiKey: SECRET_KEY, log: (line) => log.push(line) },
    });
    const runs: CliResult[] = [];
    const requests = new Map<string, number>();
    let afterNextUp: Record<string, unknown> = {};

    before("an up and a refresh with all faults", async function () {
        this.timeout(300_000);
        const { courier, stack, resources } = test;
        await stack.setConfig("courier:apiKey", SECRET_KEY, { secret: true });
        await stack.setConfig("courier:maxRetries", String(settings.maxRetries));
        await stack.setConfig("courier:timeoutSeconds", String(settings.timeoutSeconds));
        const atOnce = ["--parallel", "500"];
        const count = (operation: string): void => {
            for (const row of faultRows) {
                const userId = userIdOf(operation, row);
                requests.set(userId, courier.requestsOf({ userId }).length);
            }
        };
        const failOn = (operation: string): void => {
            for (const row of faultRows) courier.fail({ ...row.fault(), userId: userIdOf(operation, row) });
        };
        const declared = (operation: string) =>
            faultRows.map((row) => {
                const userId = userIdOf(operation, row);
                return [userId, profile({ userId, profile: { email } })] as const;
            });

        failOn("create");
        await resources(Object.fromEntries(declared("create")));
        runs.push(await stack.up({ args: [...atOnce, "--continue-on-error"], fails: true }));
        count("create");
        courier.clearFaults();
        runs.push(await stack.up({ args: atOnce }));
        afterNextUp = contents(courier);

        courier.clearRequests();
        failOn("create");
        runs.push(await stack.refresh({ args: atOnce, fails: true }));
        for (const row of faultRows) {
            const userId = userIdOf("create", row);
            requests.set(`read ${userId}`, courier.requestsOf({ userId }).length);
        }
    });

    for (const [operation, run, prefix] of [
        ["create", 0, ""],
        ["read", 2, "read "],
    ] as const) {
        it(`${operation}: recovers or fails as the design says, after as many requests, in one message`, () => {
            const said = complaints(runs[run] as CliResult);
            const expected: Record<string, unknown> = {};
            const actual: Record<string, unknown> = {};
            for (const row of faultRows) {
                const userId = userIdOf("create", row);
                const wanted = (operation === "read" && row.reading) || row;
                const messages = said[userId] ?? [];
                expected[row.name] = { ends: wanted.ends, requests: wanted.requests };
                actual[row.name] = {
                    ends: messages.length === 0 ? "recovers" : "fails",
                    requests: requests.get(`${prefix}${userId}`),
                };
                for (const message of messages) {
                    expect(message).to.match(/^(PUT|GET) \/profiles\/\S+: .*\(see .*#[\w-]+.*\)$/s);
                    expect(message).not.to.match(/\n\s+at /);
                }
            }
            expect(actual).to.deep.equal(expected);
        });
    }

    it("leaves a state from which the next up brings every profile to what the program says", () => {
        const all = faultRows.map((row) => userIdOf("create", row));
        expect(afterNextUp).to.deep.equal(Object.fromEntries(all.map((userId) => [userId, { email }])));
    });

    it("shows the key nowhere, and nothing of a profile: output, events, state, its history, log", async () => {
        const outputs = Object.fromEntries(runs.map(({ output }, run) => [`output of run ${run}`, output]));
        const files = await filesBelow(test.stack.folder);
        expectNoSecrets({ ...outputs, ...files, "the emulator's log": log.join("\n") });
        for (const { output } of runs) expect(output).not.to.contain(email);
    });
});
