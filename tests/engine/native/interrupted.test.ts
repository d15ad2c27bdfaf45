import { expect } from "chai";
import { endOf, type ProcessInfo } from "../../../tools/processes";
import { complaints, contents } from "../support/runs";
import { profile, profileSet, useYamlStack } from "../support/yaml-stack";

/** What a run needs to end once nothing is in flight any more, on a busy machine. */
const graceMs = 15_000;

describe("An up of a YAML program", () => {
    const test = useYamlStack();

    const ada = { email: "ada@example.com" };

    it("that is cancelled ends within seconds, sends nothing more, and the next up does the rest", async () => {
        const { courier, stack, resources } = test;
        await resources({
            waiting: profile({ userId: "waiting", profile: ada }),
            after: profile({ userId: "after", profile: ada }, { dependsOn: ["${waiting}"] }),
        });
        courier.fail({ userId: "waiting", status: 429, retryAfter: 60, times: Infinity });
        const up = await stack.startUp();
        await courier.waitForRequest({ userId: "waiting" });
        const interruptedAt = performance.now();
        up.interrupt();
        const result = await up.result;
        expect(performance.now() - interruptedAt).to.be.below(graceMs);
        expect(result.exitCode).not.to.equal(0);
        expect(complaints(result).waiting?.join()).to.contain("not repeated, as the run was cancelled");
        expect(contents(courier)).to.be.empty;

        courier.clearFaults();
        expect((await stack.up()).changes).to.deep.equal({ create: 2 });
    });

    it("whose CLI is killed leaves no provider that goes on, and the next up writes what its program says", async () => {
        const { courier, stack, resources } = test;
        const users = (email: string) =>
            Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`user-${n}`, { email }]));
        await resources({ all: profileSet({ profiles: users("wrong@example.com") }) });
        const gate = courier.gate({ userId: "user-100" });
        courier.fail({ userId: /-2\d\d$/, delayMs: 500, times: Infinity });
        const up = await stack.startUp();
        await gate.arrived;
        const provider = (await up.provider()) as ProcessInfo;
        await up.kill();
        gate.release();
        await endOf(provider);

        await stack.run(["cancel", "--yes"]);
        courier.clearFaults();
        await resources({ all: profileSet({ profiles: users("right@example.com") }) });
        await stack.up();
        expect(contents(courier)).to.deep.equal(users("right@example.com"));
    });

    it("whose provider is killed says so, and the next up does what is left", async () => {
        const { courier, stack, resources } = test;
        await resources({
            one: profile({ userId: "one", profile: ada }),
            two: profile({ userId: "two", profile: ada }, { dependsOn: ["${one}"] }),
        });
        const gate = courier.gate({ userId: "two" });
        const up = await stack.startUp();
        await gate.arrived;
        const children = await up.children();
        for (const { pid } of children.filter(({ command }) => command.includes("/plugin/start.cjs"))) {
            process.kill(pid, "SIGKILL");
        }
        gate.release();
        expect((await up.result).exitCode).not.to.equal(0);
        await stack.up();
        expect(contents(courier)).to.deep.equal({ one: ada, two: ada });
    });
});
