import { expect } from "chai";
import { spawn } from "node:child_process";
import { on, once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { buildRepository, repository } from "../engine/support/packed-package";
import { runFolder } from "../engine/support/run-folder";

describe("npm run demo", function () {
    this.timeout(120_000);

    let temporaryFolder: string;
    beforeEach(async () => {
        await buildRepository();
        temporaryFolder = await mkdtemp(path.join(runFolder(), "demo-"));
    });
    afterEach(() => rm(temporaryFolder, { recursive: true }));

    /** What the demo has made and not removed. */
    async function remains(): Promise<string[]> {
        return (await readdir(temporaryFolder)).filter((name) => name.startsWith("pulumi-courier-"));
    }

    /** The script behind an npm command, without the steps that set the checkout up. */
    function start(...script: string[]) {
        const child = spawn(process.execPath, ["--import", "tsx", ...script], {
            cwd: repository,
            env: { ...process.env, TMPDIR: temporaryFolder },
            stdio: ["ignore", "pipe", "inherit"],
        });
        const demo = { output: "", child, end: once(child, "close") as Promise<[number | null]> };
        child.stdout.setEncoding("utf8").on("data", (text: string) => (demo.output += text));
        return demo;
    }

    it("creates, changes, repairs and destroys the quickstart's profiles, imports one in YAML, and leaves nothing behind", async () => {
        const demo = start("tools/demo/main.ts");
        const [exitCode] = await demo.end;

        expect(exitCode, demo.output).to.equal(0);
        expect(demo.output).to.match(/1\/6 .*2\/6 .*3\/6 .*4\/6 .*5\/6 .*6\/6 /s);
        expect(demo.output).to.contain('~ plan: "free" => "pro"');
        expect(demo.output).to.contain('~ locale    : "en-GB" => "de-DE"');
        expect(demo.output).to.match(/test-shopper +\{\}/);
        expect(demo.output).to.contain('~ team: "platform" => "core"');
        expect(demo.output).to.match(/= +courier:index:Profile ada imported/);
        expect(demo.output).to.match(/user-ada +\{\}/);
        expect(await remains()).to.be.empty;
    });

    it("ends at Ctrl-C, and leaves nothing behind then either", async () => {
        const demo = start("tools/demo/main.ts");
        for await (const [text] of on(demo.child.stdout, "data")) {
            if ((text as string).includes("creating")) break;
        }
        expect(await remains()).to.have.length(1);
        demo.child.kill("SIGINT");
        const [exitCode] = await demo.end;

        expect(exitCode, demo.output).to.equal(130);
        expect(demo.output).to.contain("Interrupted");
        expect(await remains()).to.be.empty;
    });

    it("can be recorded: the picture of a session is made, and nothing else is left behind", async () => {
        const file = path.join(temporaryFolder, "session.svg");
        const recording = start("tools/recording/main.ts", file);
        const [exitCode] = await recording.end;

        expect(exitCode, recording.output).to.equal(0);
        expect(await readFile(file, "utf8")).to.match(/4 created.*1 updated/s);
        expect(await remains()).to.be.empty;
    });
});
