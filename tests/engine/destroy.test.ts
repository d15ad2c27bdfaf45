import { expect } from "chai";
import { program } from "./support/programs";
import { complaints, contents } from "./support/runs";
import { useStack } from "./support/use-stack";

describe("destroy empties everything that the stack has,", () => {
    const test = useStack();

    const declared = (name = "single") => `
        const first = new Profile("${name}", { userId: "single", profile: { nickname: "s" } });
        new Profile("derived", { userId: pulumi.interpolate\`\${first.userId}-2\`, profile: { nickname: "d" } });
        new ProfileSet("set", { profiles: { one: { nickname: "1" }, two: { nickname: "2" } } });
    `;

    for (const args of [[], ["--run-program"]]) {
        const how = args.length > 0 ? "with --run-program" : "without the program";

        it(how, async () => {
            const { courier, stack } = test;
            await stack.program(program(declared()));
            await stack.up();
            const result = await stack.destroy({ args });
            expect(complaints(result)).to.deep.equal({});
            expect(contents(courier)).to.deep.equal({ single: {}, "single-2": {}, one: {}, two: {} });
            expect((await stack.exportState()).resources ?? []).to.be.empty;
        });

        it(`${how}, after an up that failed in part and left a deletion undone`, async () => {
            const { courier, stack } = test;
            await stack.program(program(declared("old")));
            await stack.up();
            courier.fail({ userId: /^(three|fails)$/, status: 400, times: Infinity });
            courier.fail({ userId: "two", status: 400, times: Infinity });
            await stack.program(
                program(`
                    ${declared("new").replace('two: { nickname: "2" }', 'three: { nickname: "3" }')}
                    new Profile("fails", { userId: "fails", profile: { nickname: "f" } });
                `),
            );
            await stack.up({ fails: true });
            courier.clearFaults();
            await stack.destroy({ args });
            const left = Object.values(contents(courier)).filter(
                (profile) => JSON.stringify(profile) !== "{}",
            );
            expect(left).to.be.empty;
            expect((await stack.exportState()).resources ?? []).to.be.empty;
        });
    }
});
