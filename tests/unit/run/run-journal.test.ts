import { expect } from "chai";
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import fs, { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { RunJournal } from "../../../provider/run/run-journal";

const engine = "127.0.0.1:1001";

describe("What the provider processes of one run tell each other", function () {
    this.timeout(60_000);

    let temporary = "";
    let processes: ChildProcessWithoutNullStreams[] = [];
    beforeEach(() => {
        temporary = mkdtempSync(path.join(os.tmpdir(), "run-journal-"));
        processes = [];
    });
    afterEach(async () => {
        await Promise.all(processes.map((started) => end(started, "SIGKILL")));
        rmSync(temporary, { recursive: true });
    });

    /** The folder that is taken by default. */
    function folder(): string {
        return path.join(temporary, `pulumi-courier-${os.userInfo().uid}`);
    }

    /** Another provider process, once it has noted these user ids. */
    async function processOf(address: string, ...userIds: string[]): Promise<ChildProcessWithoutNullStreams> {
        const program = path.join(__dirname, "support/journal-process.ts");
        const started = spawn(process.execPath, ["--import", "tsx", program, address, ...userIds], {
            env: { ...process.env, TMPDIR: temporary },
        });
        processes.push(started);
        await once(started.stdout, "data");
        return started;
    }

    async function end(started: ChildProcessWithoutNullStreams, signal?: NodeJS.Signals): Promise<void> {
        if (started.exitCode !== null || started.signalCode !== null) {
            return;
        }
        const exit = once(started, "exit");
        if (signal) {
            started.kill(signal);
        } else {
            started.stdin.end();
        }
        await exit;
    }

    it("is every user id that another process has seen declared, until that one ends", async () => {
        const journal = new RunJournal(engine, folder());
        expect(journal.has("ada")).to.equal(false);

        const other = await processOf(engine, "ada", "lin");
        expect(["ada", "lin", "eve"].map((userId) => journal.has(userId))).to.deep.equal([true, true, false]);

        await end(other);
        expect(journal.has("ada")).to.equal(false);
        expect(readdirSync(folder())).to.be.empty;
    });

    it("is nothing of another run, nor of a process that was killed", async () => {
        const journal = new RunJournal(engine, folder());
        const killed = await processOf(engine, "ada");
        await processOf("127.0.0.1:1002", "lin");
        await end(killed, "SIGKILL");

        expect(["ada", "lin"].map((userId) => journal.has(userId))).to.deep.equal([false, false]);
    });

    it("is cleared away a day after the process that wrote it was killed", async () => {
        await end(await processOf(engine, "ada"), "SIGKILL");
        const left = path.join(folder(), readdirSync(folder())[0] ?? "");

        noteAndClose("lin");
        expect(existsSync(left)).to.equal(true);

        const yesterday = Date.now() / 1000 - 25 * 60 * 60;
        fs.utimesSync(left, yesterday, yesterday);
        noteAndClose("lin");
        expect(existsSync(left)).to.equal(false);
    });

    function noteAndClose(userId: string): void {
        const journal = new RunJournal(engine, folder());
        journal.add(userId);
        journal.close();
    }

    it("names nobody, and is for this user's eyes alone", () => {
        const journal = new RunJournal(engine, folder());
        journal.add("ada@example.com");

        const [name = ""] = readdirSync(folder());
        expect(name + fs.readFileSync(path.join(folder(), name), "utf8")).not.to.contain("ada");
        expect(statSync(folder()).mode & 0o777).to.equal(0o700);
        expect(statSync(path.join(folder(), name)).mode & 0o777).to.equal(0o600);
        journal.close();
    });

    it("is not kept where somebody else can have a say, and the error says what to do", () => {
        const elsewhere = path.join(temporary, "elsewhere");
        fs.mkdirSync(elsewhere);
        fs.symlinkSync(elsewhere, folder());

        expect(() => {
            new RunJournal(engine, folder()).add("ada");
        }).to.throw(/^cannot keep note of .* it is not a folder of this user\. Name a folder .* TMPDIR\.$/);
        expect(readdirSync(elsewhere)).to.be.empty;
    });

    it("is not given up in silence where no folder can be made", () => {
        fs.writeFileSync(folder(), "");

        expect(() => {
            new RunJournal(engine, path.join(folder(), "below")).add("ada");
        }).to.throw(/^cannot keep note of .*ENOTDIR.* TMPDIR\.$/);
    });

    it("has nothing to remove where nothing was declared", () => {
        new RunJournal(engine, folder()).close();

        expect(existsSync(folder())).to.equal(false);
    });
});
