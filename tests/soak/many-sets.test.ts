import { expect } from "chai";
import { program } from "../engine/support/programs";
import { TIMEOUT_MS, useStack } from "../engine/support/use-stack";

/** A program of so many sets, each of 25 users. */
function setsOf25(count: number): string {
    return program(`
        for (let set = 0; set < ${count}; set++) {
            const users = Array.from({ length: 25 }, (_, n) => ["set-" + set + "-user-" + n, { custom: { n } }]);
            new ProfileSet("set-" + set, { profiles: Object.fromEntries(users) });
        }
    `);
}

describe("a program of many sets", () => {
    const test = useStack();

    it("takes a preview no longer than in proportion to their number: ten times as many, at most ten times as long", async function () {
        this.timeout(2 * TIMEOUT_MS);
        const { stack } = test;
        const durations: number[] = [];
        for (const count of [40, 400]) {
            await stack.program(setsOf25(count));
            const start = performance.now();
            expect((await stack.preview()).changes).to.deep.equal({ create: count });
            durations.push(performance.now() - start);
        }
        const [few = 0, many = Infinity] = durations;
        expect(many / few, `${few} ms, ${many} ms`).to.be.below(10);
    });
});
