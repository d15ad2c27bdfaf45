import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const repository = path.resolve(__dirname, "../..");

describe("the test run's last word", function () {
    // Each run of mocha starts worker processes, which a busy machine takes seconds for.
    this.timeout(60_000);

    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(path.join(os.tmpdir(), "tools-mocha-"));
    });
    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    /** Runs mocha, as `npm test` has it configured, on one file. */
    function mocha(source: string) {
        const file = path.join(folder, "some.test.cjs");
        writeFileSync(file, source);
        const bin = path.join(repository, "node_modules/mocha/bin/mocha.js");
        const { status, stdout } = spawnSync(process.execPath, [bin, file], {
            cwd: repository,
            encoding: "utf8",
        });
        return { status, lastLine: stdout.trimEnd().split("\n").at(-1) };
    }

    it("is one plain line that counts, and the exit code tells of a failure", () => {
        expect(mocha("it('a', () => {}); it('b', () => {});")).to.deep.equal({
            status: 0,
            lastLine: "2 passed, 0 failed",
        });
        expect(mocha("it('a', () => {}); it('b', () => { throw new Error('no'); });")).to.deep.equal({
            status: 1,
            lastLine: "1 passed, 1 failed",
        });
    });

    it("is a failure where no test ran", () => {
        expect(mocha("").status).to.not.equal(0);
    });
});
