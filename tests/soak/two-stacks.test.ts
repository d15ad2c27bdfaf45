import { expect } from "chai";
import { program } from "../engine/support/programs";
import { contents } from "../engine/support/runs";
import { Stack } from "../engine/support/stack";
import { API_KEY, useStack } from "../engine/support/use-stack";

describe("two stacks that write at once", () => {
    const test = useStack();
    let other: Stack;

    beforeEach(async function () {
        this.timeout(120_000);
        other = await Stack.create({ env: { COURIER_API_KEY: API_KEY, COURIER_BASE_URL: test.courier.url } });
    });
    afterEach(() => other.remove());

    /** One up of each, whose first writes both arrive before either is let go. */
    async function upBoth(): Promise<void> {
        const gate = test.courier.gate({ method: "PUT" });
        const runs = await Promise.all([test.stack.startUp(), other.startUp()]);
        await test.courier.waitForRequest({ method: "PUT" }, 2);
        gate.release();
        for (const { result } of runs) {
            const { exitCode, output } = await result;
            expect(exitCode, output).to.equal(0);
        }
    }

    const declare = (userId: string, profile: object, options: object = {}) =>
        program(`new Profile("one", ${JSON.stringify({ userId, profile, ...options })});`);

    it("profiles of different users do not touch each other", async () => {
        const { courier, stack } = test;
        await stack.program(declare("ours", { nickname: "o" }));
        await other.program(declare("theirs", { nickname: "t" }));
        await upBoth();
        expect(contents(courier)).to.deep.equal({ ours: { nickname: "o" }, theirs: { nickname: "t" } });
        await stack.destroy();
        expect(contents(courier)).to.deep.equal({ ours: {}, theirs: { nickname: "t" } });
    });

    it("the same profile leave one of the two whole, and the other finds it as drift", async () => {
        const { courier, stack } = test;
        const [ours, theirs] = [
            { nickname: "ours", custom: { from: "us" } },
            { nickname: "theirs", locale: "en" },
        ];
        await stack.program(declare("same", ours));
        await other.program(declare("same", theirs));
        await upBoth();
        const left = courier.profiles.get("same");
        expect([ours, theirs]).to.deep.include(left);

        const loser = left?.nickname === "ours" ? other : stack;
        const { changes } = await loser.up({ args: ["--refresh"] });
        expect(changes).to.deep.include({ update: 1 });
        expect(courier.profiles.get("same")).to.deep.equal(loser === stack ? ours : theirs);
    });

    it('the same profile with undeclaredKeys: "keep" have both keys at the latest after an up --refresh of each', async () => {
        const { courier, stack } = test;
        await stack.program(declare("same", { nickname: "n" }, { undeclaredKeys: "keep" }));
        await other.program(declare("same", { locale: "en" }, { undeclaredKeys: "keep" }));
        await upBoth();
        for (const each of [stack, other]) await each.up({ args: ["--refresh"] });
        expect(courier.profiles.get("same")).to.deep.equal({ nickname: "n", locale: "en" });
    });
});
