import { expect } from "chai";
import { endOf, type ProcessInfo } from "../../tools/processes";
import { killAndContinue, seeded } from "./support/kills";
import { program } from "./support/programs";
import { contents } from "./support/runs";
import { useStack } from "./support/use-stack";
import { seed } from "../support/seed";

/** A sample; `npm run test:soak` kills a hundred times. */
const kills = 3;

describe("an up whose CLI is killed", () => {
    const test = useStack();

    it("is completed by the next up", async () => {
        const { courier, stack } = test;
        await stack.program(`
            const { Profile } = require("pulumi-courier");
            for (const n of [1, 2, 3]) new Profile("user" + n, { userId: "user-" + n, profile: { nickname: "n" + n } });
        `);

        const gate = courier.gate({ method: "PUT", userId: "user-2" });
        const up = await stack.startUp();
        await gate.arrived;
        await up.kill();
        gate.release();
        expect((await up.result).exitCode).to.equal(null);

        await stack.run(["cancel", "--yes"]);
        await stack.up();
        for (const n of [1, 2, 3])
            expect(courier.profiles.get(`user-${n}`)).to.deep.equal({ nickname: `n${n}` });
        await stack.refresh({ args: ["--clear-pending-creates"] });
        const again = await stack.up({ args: ["--expect-no-changes"] });
        expect(again.changes).to.deep.equal({ same: 3 });
        expect(again.diagnostics).to.be.empty;
    });
});

describe("the provider of an up whose CLI is killed", () => {
    const test = useStack();

    const ada = 'new Profile("ada", { userId: "ada", profile: { nickname: "a" } });';

    it("does not empty later what the next up declares again", async () => {
        const { courier, stack } = test;
        await stack.program(program(ada));
        await stack.up();
        await stack.program(program(""));
        courier.clearRequests();
        courier.fail({ userId: "ada", status: 429, retryAfter: 3, times: 1 });
        const up = await stack.startUp();
        await courier.waitForRequest({ userId: "ada" });
        const provider = (await up.provider()) as ProcessInfo;
        await up.kill();

        await stack.run(["cancel", "--yes"]);
        await stack.program(program(ada));
        await stack.up();
        await endOf(provider);
        expect(contents(courier)).to.deep.equal({ ada: { nickname: "a" } });
    });

    it("does not go on with a ProfileSet, and the next up writes what its program says", async () => {
        const { courier, stack } = test;
        const users = (email: string) =>
            Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`user-${n}`, { email }]));
        const declare = (email: string) =>
            program(`new ProfileSet("all", { profiles: ${JSON.stringify(users(email))} });`);
        await stack.program(declare("wrong@example.com"));
        const gate = courier.gate({ userId: "user-100" });
        courier.fail({ userId: /-2\d\d$/, delayMs: 500, times: Infinity });
        const up = await stack.startUp();
        await gate.arrived;
        const provider = (await up.provider()) as ProcessInfo;
        await up.kill();
        gate.release();

        await stack.run(["cancel", "--yes"]);
        courier.clearFaults();
        await stack.program(declare("right@example.com"));
        await stack.up();
        await endOf(provider);
        expect(contents(courier)).to.deep.equal(users("right@example.com"));
    });
});

describe("an up of 50 profiles whose CLI or provider process is killed at a random moment", () => {
    const test = useStack();

    it(`is completed by the next up, ${kills} times (SEED=${seed})`, async function () {
        this.timeout(kills * 60_000);
        const random = seeded(seed);
        for (let round = 0; round < kills; round++) await killAndContinue(test, round, random);
    });
});
