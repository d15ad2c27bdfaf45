import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { thisProcess } from "../../../provider/run/register/engine-process";

const run = promisify(execFile);

describe("The process of the engine that runs a program", function () {
    this.timeout(60_000);

    let temporary = "";
    before(function () {
        if (thisProcess() === undefined) {
            this.skip();
        }
        temporary = mkdtempSync(path.join(os.tmpdir(), "engine-of-run-"));
        symlinkSync("/bin/sh", path.join(temporary, "pulumi"));
    });
    after(() => {
        rmSync(temporary, { recursive: true, force: true });
    });

    /**
     * What a program says whose engine listens at port 1001.
     *
     * @param parent the program that starts it
     * @param host what Pulumi's language host has told of the engine, if there is one
     */
    async function said(parent: string, host?: string): Promise<string> {
        const program = path.join(__dirname, "support/engine-of-run-process.ts");
        const { stdout } = await run(
            parent,
            ["-c", '"$@"; exit $?', "sh", process.execPath, "--import", "tsx", program, "127.0.0.1:1001"],
            { env: { ...process.env, PULUMI_NODEJS_ENGINE: host } },
        );
        return stdout;
    }

    it("is the one above it", async () => {
        const pulumi = path.join(temporary, "pulumi");

        expect(await said(pulumi, "127.0.0.1:1001")).to.match(/ \d+ \S+$/);
        expect(await said(pulumi), "of an SDK that does not pass on what the host tells").to.match(
            / \d+ \S+$/,
        );
    });

    it("is not told where the program runs the engine, as with the Automation API", async () => {
        expect(await said("/bin/sh")).to.equal("none");
    });

    it("is not that of another engine, whose program runs this one's engine", async () => {
        expect(await said(path.join(temporary, "pulumi"), "127.0.0.1:2002")).to.equal("none");
    });
});
