import { expect } from "chai";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { thisProcess } from "../../../../provider/run/register/engine-process";
import { RegisterFolder } from "../../../../provider/run/register/register-folder";
import { address, declare, Runs } from "./support/runs";
import { useTemporaryFolder } from "./support/temporary-folder";

/** The name of a process that has ended, on this machine since it was started. */
function endedProcess(): string {
    const [place = "", pid = ""] = (thisProcess() ?? "").split(" ");
    return `${place} ${pid} earlier`;
}

describe("The folder in which the processes of a run leave what they know", () => {
    const temporary = useTemporaryFolder();
    let runs: Runs;
    beforeEach(() => {
        runs = new Runs(temporary.path);
    });
    afterEach(() => {
        runs.close();
    });

    function names(): string[] {
        return fs.existsSync(runs.path) ? fs.readdirSync(runs.path) : [];
    }

    it("is for this user's eyes alone, and names nobody", () => {
        declare(runs.program(), "urn:ada", ["ada@example.com"]);
        runs.process().enter("ada@example.com", undefined, true);

        expect(names()).to.have.length(2);
        for (const name of names()) {
            const file = path.join(runs.path, name);
            expect(name + fs.readFileSync(file, "utf8")).not.to.contain("example");
            if (process.platform !== "win32") {
                expect(fs.statSync(file).mode & 0o777).to.equal(0o600);
                expect(fs.statSync(runs.path).mode & 0o777).to.equal(0o700);
            }
        }
    });

    it("has each user id under another hash in each file, so that no list of hashes tells who was there", () => {
        const hashes = ["one", "two"].map((engine) => {
            declare(runs.program(engine), "urn:ada", ["ada"]);
            const file = path.join(
                runs.path,
                names().find((name) =>
                    fs.readFileSync(path.join(runs.path, name), "utf8").includes(`"${engine}"`),
                ) ?? "",
            );
            return /"user":"([^"]+)"/.exec(fs.readFileSync(file, "utf8"))?.[1];
        });

        expect(hashes[0]).to.be.a("string").with.length(22);
        expect(hashes[1]).to.be.a("string").and.not.equal(hashes[0]);
    });

    it("is made only once there is something to enter", () => {
        expect(runs.process().standingOf("ada").kind).to.equal("free");
        expect(names()).to.be.empty;
        expect(fs.existsSync(runs.path)).to.equal(false);
    });

    it("by default is one of this user in the folder of temporary files", () => {
        const { path: folder } = new RegisterFolder(address, undefined);

        expect(path.dirname(folder)).to.equal(os.tmpdir());
        expect(path.basename(folder)).to.match(/^pulumi-courier-\w+$/);
    });

    describe("is neither written nor read", () => {
        const message =
            /^cannot keep note of the declared user ids in .*: it is not a folder of this user\. Name /;

        it("where it is a link to somewhere", () => {
            const elsewhere = path.join(temporary.path, "elsewhere");
            fs.mkdirSync(elsewhere);
            fs.symlinkSync(elsewhere, runs.path);

            expect(() => runs.program()).to.throw(message);
            expect(() => runs.process().standingOf("ada")).to.throw(message);
            expect(() => runs.process().enter("ada", undefined, true)).to.throw(message);
            expect(fs.readdirSync(elsewhere)).to.be.empty;
        });

        it("where it is another user's", function () {
            if (process.getuid?.() !== 0) {
                this.skip();
            }
            fs.mkdirSync(runs.path, { mode: 0o777 });
            fs.chownSync(runs.path, 65534, 65534);

            expect(() => runs.program()).to.throw(message);
            expect(() => runs.process().standingOf("ada")).to.throw(message);
            expect(names()).to.be.empty;
        });

        it("where it has become another user's since it was read", function () {
            if (process.getuid?.() !== 0) {
                this.skip();
            }
            declare(runs.program(), "urn:ada", ["ada"]);
            const register = runs.process();
            expect(register.standingOf("ada").kind).to.equal("declared");
            fs.renameSync(runs.path, `${runs.path}-moved`);
            fs.mkdirSync(runs.path);
            fs.chownSync(runs.path, 65534, 65534);

            return Promise.resolve().then(() => {
                expect(() => register.standingOf("ada")).to.throw(message);
            });
        });
    });

    it("that cannot be written stops a program and a check with what to do about it", () => {
        const script = path.join(__dirname, "support/enter-in-folder.ts");
        fs.mkdirSync(runs.path);
        const asNobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
        if (process.getuid?.() === 0) {
            fs.chownSync(temporary.path, 65534, 65534);
            fs.chownSync(runs.path, 65534, 65534);
        }
        fs.chmodSync(runs.path, 0o500);
        const { stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", script, runs.path], {
            encoding: "utf8",
            cwd: path.join(__dirname, "../../../.."),
            env: { ...process.env, TMPDIR: temporary.path },
            ...asNobody,
        });

        expect(stdout.split("\n"), stderr).to.have.length(2);
        for (const line of stdout.split("\n")) {
            expect(line).to.match(/^cannot keep note of .*EACCES.* TMPDIR \(on Windows TEMP\)\./);
        }
    }).timeout(60_000);

    describe("has files of other runs, which never count:", () => {
        it("those of an engine that listened at the same address before", () => {
            const before = runs.program("engine before");
            declare(before, "urn:ada", ["ada"]);
            before.startWaiting();
            runs.process("engine before").enterCheck();

            expect(runs.process("engine now").standingOf("ada").kind).to.equal("free");
        });

        it("those of an engine at another address", () => {
            declare(runs.program("engine", "127.0.0.1:100"), "urn:ada", ["ada"]);
            declare(runs.program("engine", "127.0.0.1:10011"), "urn:ada", ["ada"]);

            expect(runs.process("engine", undefined, "127.0.0.1:1001").standingOf("ada").kind).to.equal(
                "free",
            );
        });

        it("that of a program of the Automation API that was killed, and whose engine's address came again", () => {
            leaveFileOf(endedProcess());

            expect(runs.process("engine now").standingOf("ada").kind).to.equal("free");
        });

        it("but that of such a program, which runs above its engine, counts while it lives", () => {
            leaveFileOf(thisProcess());

            expect(runs.process("engine now").standingOf("ada").kind).to.equal("declared");
        });

        it("but that of a program that has ended counts, where its engine is the same", () => {
            declare(runs.program("engine now"), "urn:ada", ["ada"]);
            const [name = ""] = names();
            const file = path.join(runs.path, name);
            const text = fs.readFileSync(file, "utf8");
            fs.writeFileSync(
                file,
                text.replace(JSON.stringify(thisProcess()), JSON.stringify(endedProcess())),
            );

            expect(runs.process("engine now").standingOf("ada").kind).to.equal("declared");
        });

        it("but where the system does not tell an engine's process, the address must do", () => {
            declare(runs.program(null), "urn:ada", ["ada"]);

            expect(runs.process(null).standingOf("ada").kind).to.equal("declared");
        });

        /** What a program leaves that has no engine above it. */
        function leaveFileOf(writer: string | undefined): void {
            declare(runs.program(null), "urn:ada", ["ada"]);
            const [name = ""] = names();
            const file = path.join(runs.path, name);
            const [header = "", ...lines] = fs.readFileSync(file, "utf8").split("\n");
            const changed = JSON.stringify({ ...(JSON.parse(header) as object), writer });
            fs.writeFileSync(file, [changed, ...lines].join("\n"));
        }
    });

    describe("is cleared by the next run", () => {
        const aDayAgo = Date.now() / 1000 - 25 * 60 * 60;

        function leave(engine: string | null): string {
            const known = names();
            runs.folder(engine, "127.0.0.1:999").open("program");
            const [name = ""] = names().filter((other) => !known.includes(other));
            return name;
        }

        it("of what an engine has left that runs no more", () => {
            const name = leave(endedProcess());
            runs.program();

            expect(names()).to.have.length(1);
            expect(names()).not.to.contain(name);
        });

        it("of what nobody can tell whose it is, after a day", () => {
            const [young, old] = [leave(null), leave("elsewhere 1 then")];
            fs.utimesSync(path.join(runs.path, old), aDayAgo, aDayAgo);
            runs.program();

            expect(names()).to.contain(young).and.have.length(2);
        });

        it("but not of what an engine has that still runs, however long", () => {
            const name = leave(thisProcess() ?? null);
            fs.utimesSync(path.join(runs.path, name), aDayAgo, aDayAgo);
            runs.program();

            expect(names()).to.contain(name);
        });

        it("without stumbling over what somebody has put there", () => {
            fs.mkdirSync(path.join(runs.path, "a folder"), { recursive: true });
            fs.utimesSync(path.join(runs.path, "a folder"), aDayAgo, aDayAgo);
            fs.writeFileSync(path.join(runs.path, "127.0.0.1_1001-something"), "null\n");
            fs.writeFileSync(path.join(runs.path, "127.0.0.1_1001-else"), '"text"\n{}');
            declare(runs.program(), "urn:ada", ["ada"]);

            expect(runs.process().standingOf("ada").kind).to.equal("declared");
            expect(names()).to.contain("a folder");
        });
    });

    it("is left by a run that is over, with all that its processes had in it, and what was open is closed", () => {
        const open = new Set<number>();
        const { openSync, closeSync } = fs;
        fs.openSync = (...args) => {
            const descriptor = openSync(...args);
            open.add(descriptor);
            return descriptor;
        };
        fs.closeSync = (descriptor) => {
            closeSync(descriptor);
            open.delete(descriptor);
        };
        try {
            const [first, second, other] = [runs.folder("now"), runs.folder("now"), runs.folder("other")];
            for (const folder of [first, second, other]) {
                folder.readOthers(folder.open("program"));
            }
            expect(open).not.to.be.empty;

            first.removeRun();
            expect(names()).to.have.length(1);
            second.removeRun();
            other.removeRun();
            expect(names()).to.be.empty;
            expect(open).to.be.empty;
        } finally {
            Object.assign(fs, { openSync, closeSync });
        }
    });
});
