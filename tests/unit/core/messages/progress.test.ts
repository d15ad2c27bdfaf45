import { expect } from "chai";
import { Progress, progressLine } from "../../../../provider/core/messages/progress";

describe("Progress", () => {
    it("is shown again and again", async () => {
        const lines: string[] = [];
        await new Promise<void>((resolve) => {
            const progress: Progress = new Progress(
                10,
                (line) => {
                    progress.done();
                    if (lines.push(line) === 3) {
                        progress.stop();
                        resolve();
                    }
                },
                1,
            );
        });

        expect(lines.map((line) => line.replace(/,.*/, ""))).to.deep.equal([
            "0 of 10 profiles",
            "1 of 10 profiles",
            "2 of 10 profiles",
        ]);
    });

    for (const [done, failed, total, seconds, expected] of [
        [1200, 0, 10_000, 3, "1,200 of 10,000 profiles, 400 a second, 22 s left"],
        [0, 0, 10_000, 3, "0 of 10,000 profiles, 0 a second"],
        [1, 0, 1000, 3, "1 of 1,000 profiles, 0.3 a second, 50 min left"],
        [10_000, 0, 10_000, 6, "10,000 of 10,000 profiles, 1,667 a second, 0 s left"],
        [0, 0, 1, 3, "0 of 1 profile, 0 a second"],
        [10, 20, 50, 3, "10 of 50 profiles, 20 failed, 10 a second, 2 s left"],
    ] as const) {
        it(`reads: ${expected}`, () => {
            expect(progressLine(done, failed, total, seconds * 1000)).to.equal(expected);
        });
    }
});
