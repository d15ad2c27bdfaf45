import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { withoutAddedCode, type KeptMap, type Script } from "../../tools/test-coverage/added-code";

const source = `import { sep } from "node:path";
export function used(yes: boolean): string {
    return yes ? sep : "not taken";
}
export function notUsed(): void {}
used(true);
`;

describe("What counts as covered by tests", () => {
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(path.join(os.tmpdir(), "tools-coverage-"));
    });
    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    /** What V8 counts in a run of the source. */
    function counted(): { script: Script; map: KeptMap } {
        const file = path.join(folder, "counted.cts");
        writeFileSync(file, source);
        execFileSync(process.execPath, ["--import", "tsx", file], {
            cwd: path.resolve(__dirname, "../.."),
            env: { ...process.env, NODE_V8_COVERAGE: folder },
        });
        for (const name of readdirSync(folder).filter((entry) => entry.endsWith(".json"))) {
            const { result, "source-map-cache": maps } = JSON.parse(
                readFileSync(path.join(folder, name), "utf8"),
            ) as { result: Script[]; "source-map-cache": Record<string, KeptMap> };
            const script = result.find(({ url }) => url.endsWith("/counted.cts"));
            const map = script && maps[script.url];
            if (map) {
                return { script, map };
            }
        }
        throw new Error("nothing was counted");
    }

    it("is all of the source file, and nothing that tsx has added to it", () => {
        const { script, map } = counted();
        const { functions } = withoutAddedCode(script, map);

        expect(functions.map(({ functionName }) => functionName)).to.deep.equal(["", "", "used", "notUsed"]);
        expect(functions.flatMap(({ ranges }) => ranges.map(({ count }) => count))).to.deep.equal([
            ...[1, 1], // The module.
            ...[1, 0], // The branch not taken.
            0, // The function not used.
        ]);
    });
});
