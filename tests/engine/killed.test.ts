import { expect } from "chai";
import { killAndContinue, seeded } from "./support/kills";
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

describe("an up of 50 profiles whose CLI or provider process is killed at a random moment", () => {
    const test = useStack();

    it(`is completed by the next up, ${kills} times (SEED=${seed})`, async function () {
        this.timeout(kills * 60_000);
        const random = seeded(seed);
        for (let round = 0; round < kills; round++) await killAndContinue(test, round, random);
    });
});
