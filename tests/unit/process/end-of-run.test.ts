import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { hasCallChannel } from "../../../provider/process/end-of-run";

const script = path.join(__dirname, "support/provider-process.ts");

// A process that listens as a provider's does, and does work of another provider for a while.
const args = ["--import", "tsx", script];

describe("A provider process", () => {
    it("hears at once that its engine is gone, and ends when what others do in it is done", async () => {
        const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
        const output = text(child.stdout);
        child.stdout.once("data", () => child.stdin.end());

        const [code] = (await once(child, "exit")) as [number];

        expect(code).to.equal(0);
        expect(await output).to.equal(
            "listens, and minds its input: true\nthe engine is gone, and the run aborted: true\nwork of another is done\n",
        );
    });

    it("does not take a standard input that never was its engine's for the end of it", async () => {
        const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
        const output = text(child.stdout);
        child.stdout.once("data", () => child.kill());

        await once(child, "exit");

        expect(await output).to.equal("listens, and minds its input: false\n");
    });
});

describe("A call to cancel the run", () => {
    it("is told by Node.js itself from 22.17 and 24.2 on", () => {
        const told = ["22.17.0", "22.23.3", "24.2.0", "25.0.0", "26.9.0"];
        const untold = ["20.19.0", "20.20.2", "22.16.0", "23.11.1", "24.1.0"];
        expect(told.map(hasCallChannel)).to.deep.equal(told.map(() => true));
        expect(untold.map(hasCallChannel)).to.deep.equal(untold.map(() => false));
    });
});
