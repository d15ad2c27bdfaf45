import { expect } from "chai";
import { spawnSync } from "node:child_process";
import {
    chmodSync,
    copyFileSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";

describe("tools/setup.mjs, the first step of npm test and npm run demo", () => {
    let clone: string;
    let calls: string;

    beforeEach(() => {
        clone = mkdtempSync(path.join(os.tmpdir(), "tools-setup-"));
        calls = path.join(clone, "calls");
        for (const folder of ["tools", "bin"]) mkdirSync(path.join(clone, folder));
        const script = path.resolve(__dirname, "../../tools/setup.mjs");
        copyFileSync(script, path.join(clone, "tools/setup.mjs"));
        writeFileSync(path.join(clone, "package-lock.json"), "{}");
        requireNode(">=20.19");
        npmDoes("/bin/mkdir -p node_modules");
    });
    afterEach(() => {
        rmSync(clone, { recursive: true });
    });

    function requireNode(range: string): void {
        writeFileSync(path.join(clone, "package.json"), JSON.stringify({ engines: { node: range } }));
    }

    function npmDoes(command: string): void {
        const npm = path.join(clone, "bin/npm");
        writeFileSync(npm, `#!/bin/sh\necho "$@" >> "${calls}"\n${command}\n`);
        chmodSync(npm, 0o755);
    }

    function setUp() {
        const env = { PATH: path.join(clone, "bin") };
        const script = path.join(clone, "tools/setup.mjs");
        const { status, stderr } = spawnSync(process.execPath, [script], { env, encoding: "utf8" });
        return { status, stderr };
    }

    function npmCalls(): string[] {
        return existsSync(calls) ? readFileSync(calls, "utf8").trim().split("\n") : [];
    }

    it("installs in a fresh clone, with the development dependencies, and says so", () => {
        const { status, stderr } = setUp();
        expect(status, stderr).to.equal(0);
        expect(stderr).to.contain("npm ci");
        expect(npmCalls()).to.have.length(1);
        expect(npmCalls()[0]).to.match(/^ci .*--include=dev/);
    });

    it("does nothing, and says nothing, where that has been done", () => {
        setUp();
        expect(setUp()).to.deep.equal({ status: 0, stderr: "" });
        expect(npmCalls()).to.have.length(1);
    });

    it("installs again when package-lock.json has changed", () => {
        setUp();
        writeFileSync(path.join(clone, "package-lock.json"), '{ "packages": {} }');
        setUp();
        expect(npmCalls()).to.have.length(2);
    });

    it("shows what npm says when the install fails, and tries again the next time", () => {
        npmDoes("echo 'npm error: no space left' >&2; exit 1");
        const { status, stderr } = setUp();
        expect(status).to.equal(1);
        expect(stderr).to.contain("npm error: no space left").and.to.contain("run the same command again");

        npmDoes("/bin/mkdir -p node_modules");
        expect(setUp().status).to.equal(0);
    });

    it("names the Node that is needed where it is too old, and installs nothing", () => {
        requireNode(">=99.1");
        const { status, stderr } = setUp();
        expect(status).to.equal(1);
        expect(stderr).to.match(/this is Node .*; >=99\.1 is needed/);
        expect(npmCalls()).to.be.empty;
    });
});
