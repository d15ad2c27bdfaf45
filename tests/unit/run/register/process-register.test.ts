import { expect } from "chai";
import fs from "node:fs";
import path from "node:path";
import { nothingSecret } from "../../../../provider/core/messages/names";
import { ProcessRegister } from "../../../../provider/run/register/process-register";
import { thisProcess } from "../../../../provider/run/register/engine-process";
import { FakeEngine } from "./support/fake-engine";
import { declare, Runs } from "./support/runs";
import { useTemporaryFolder } from "./support/temporary-folder";

const urn = "urn:pulumi:stack::project::courier:Profile::ada";

describe("The register of a provider process", () => {
    const temporary = useTemporaryFolder();
    let runs: Runs;
    beforeEach(() => {
        runs = new Runs(temporary.path);
    });
    afterEach(() => {
        runs.close();
    });

    /** What the others have written is read once in a turn of the event loop. */
    const nextTurn = (): Promise<void> => Promise.resolve();

    it("knows what it has checked, under its resource and from then on", () => {
        const register = new ProcessRegister();
        expect(register.standingOf("ada").kind).to.equal("free");

        register.enter("ada", urn, true);

        expect(register.standingOf("ada")).to.deep.equal({ kind: "declared", resource: urn });
        expect(register.standingOf("ADA").kind).to.equal("free");
        expect(register.resourceOf("ada")).to.equal(urn);
    });

    it("knows what the program reads, which may be declared as well", () => {
        const register = new ProcessRegister();
        register.enterRead("ada");
        expect(register.standingOf("ada").kind).to.equal("declared");

        expect(register.enter("ada", urn, true)).to.be.empty;
        register.enterRead("ada");
        expect(
            register.enter("ada", "urn:other", true),
            "reading it again forgets no resource",
        ).to.deep.equal([urn]);
    });

    it("takes user ids that are called like members of all objects for others like them", () => {
        const register = new ProcessRegister();

        expect(register.standingOf("constructor").kind).to.equal("free");
        expect(register.enter("__proto__", urn, true)).to.be.empty;
        expect(register.standingOf("__proto__").kind).to.equal("declared");
    });

    describe("refuses a second resource of a user in the same workspace:", () => {
        it("one that it has checked itself, as often as the engine checks it", () => {
            const register = new ProcessRegister();

            expect(register.enter("ada", urn, false)).to.be.empty;
            expect(register.enter("ada", urn, true), "before a replacement").to.be.empty;
            expect(register.enter("ada", "urn:other", true)).to.deep.equal([urn]);
            expect(register.enter("ada", urn, false)).to.be.empty;
        });

        it("one that another process of the same key has checked", async () => {
            const [one, other] = [runs.process(), runs.process()];
            one.enter("ada", urn, true);
            await nextTurn();

            expect(other.enter("ada", "urn:other", true)).to.deep.equal([urn]);
        });

        it("and names both where the engine tells neither, by what the program has entered", async () => {
            const program = runs.program();
            declare(program, "urn:one", ["ada"]);
            declare(program, "urn:two", ["ada"]);
            program.enterRead(program.addResource("urn:read", "urn:read", undefined, {}), ["ada"]);
            const [one, other] = [runs.process(), runs.process()];
            one.enter("ada", undefined, true);
            await nextTurn();

            expect(other.enter("ada", undefined, true)).to.deep.equal(["urn:one", "urn:two"]);
        });

        it("but not one that another process only reads", async () => {
            const [one, other] = [runs.process(), runs.process()];
            one.enterRead("ada");
            await nextTurn();

            expect(other.enter("ada", urn, true)).to.be.empty;
            expect(other.standingOf("ada").kind).to.equal("declared");
        });

        it("but not one of another workspace", async () => {
            const [one, other] = [
                runs.process(null, { settings: "one" }),
                runs.process(null, { settings: "other" }),
            ];
            one.enter("ada", urn, true);
            await nextTurn();

            expect(other.enter("ada", "urn:other", true)).to.be.empty;
        });
    });

    it("knows what the program declares, under its best known name, and what of it is secret", async () => {
        const program = runs.program();
        const resource = program.addResource("urn:for now", "urn:for now", undefined, { settings: "key" });
        program.enter(resource, ["ada"]);
        const register = runs.process();
        expect(register.standingOf("ada")).to.deep.equal({ kind: "declared", resource: "urn:for now" });
        expect(register.secrecyOf("ada")).to.deep.equal(nothingSecret);

        program.setUrn(resource, urn);
        program.setSecrecy(resource, { userIds: false, keys: true, values: true });
        await nextTurn();

        expect(register.standingOf("ada")).to.deep.equal({ kind: "declared", resource: urn });
        expect(register.resourceOf("ada")).to.equal(urn);
        expect(register.secrecyOf("ada")).to.deep.equal({ userIds: false, keys: true, values: true });
        expect(register.secrecyOf("eve")).to.deep.equal(nothingSecret);
    });

    it("takes for secret what any of a user's resources has as a secret", () => {
        const program = runs.program();
        for (const [name, secrecy] of [
            ["urn:one", { userIds: true, keys: false, values: false }],
            ["urn:two", { userIds: false, keys: false, values: true }],
        ] as const) {
            const resource = program.addResource(name, name, {}, {});
            program.enter(resource, ["ada"]);
            program.setSecrecy(resource, secrecy);
        }

        expect(runs.process().secrecyOf("ada")).to.deep.equal({ userIds: true, keys: false, values: true });
    });

    it("waits while the program does", async () => {
        const program = runs.program();
        const stopWaiting = [program.startWaiting(), program.startWaiting()];
        const register = runs.process();
        register.enterCheck();
        expect(register.standingOf("ada").kind).to.equal("waiting");

        stopWaiting[0]?.();
        await nextTurn();
        expect(register.standingOf("ada").kind).to.equal("waiting");

        stopWaiting[1]?.();
        await nextTurn();
        expect(register.standingOf("ada").kind).to.equal("free");
    });

    it("counts for nothing in a destroy with --run-program, where resources come back unchecked", async () => {
        const program = runs.program();
        declare(program, urn, ["ada"]);
        const [register, other] = [runs.process(), runs.process()];
        expect(register.standingOf("ada").kind).to.equal("declared");

        program.enterCameBack();
        await nextTurn();
        expect(register.standingOf("ada").kind).to.equal("free");

        other.enterCheck();
        await nextTurn();
        expect(register.standingOf("ada").kind).to.equal("declared");
    });

    it("takes another configuration for another workspace, also once it has written", async () => {
        const [one, other] = [runs.process(null, {}), runs.process(null, { settings: "other" })];
        one.enterCheck();
        one.enter("ada", urn, false);
        other.enterCheck();
        declare(runs.program(null), urn, [], {});
        expect(other.standingOf("ada").kind, "not known yet").to.equal("declared");

        one.configure({ settings: "one" });
        await nextTurn();
        expect(other.standingOf("ada").kind).to.equal("free");
    });

    describe("takes nothing away where resources were checked, and the program's register is nowhere to be seen:", () => {
        const message =
            /^cannot find what the program has noted .*TMPDIR.* nothing was taken away\. .*#temporary-folder/s;

        it("checked by this process", () => {
            const register = runs.process();
            register.enterCheck();

            expect(() => register.standingOf("ada")).to.throw(message);
        });

        it("checked by another one", () => {
            runs.process().enterCheck();

            expect(() => runs.process().standingOf("ada")).to.throw(message);
        });

        it("but in a face whose programs keep none", () => {
            const register = new ProcessRegister({ folder: runs.folder() });
            register.enterCheck();

            expect(register.standingOf("ada").kind).to.equal("free");
        });
    });

    it("reads and writes in proportion to the users, and looks through the folder a few times only", async () => {
        const userIds = Array.from({ length: 50_000 }, (_, n) => `user-${n}`);
        declare(runs.program(), urn, userIds);
        const register = runs.process();
        register.enterCheck();
        const another = runs.process(null, { settings: "other" });
        // Files that are new may have companions of the same tick of the clock, so they are looked for once more.
        const before = Date.now() / 1000 - 60;
        another.enterCheck();
        fs.utimesSync(runs.path, before, before);

        const counts = { listed: 0, written: 0, read: 0 };
        const { readdirSync, appendFileSync, readSync } = fs;
        Object.assign(fs, {
            readdirSync: (...args: Parameters<typeof readdirSync>) => {
                counts.listed++;
                return readdirSync(...args);
            },
            appendFileSync: (...args: Parameters<typeof appendFileSync>) => {
                counts.written += (args[1] as string).length;
                appendFileSync(...args);
            },
            readSync: (...args: Parameters<typeof readSync>) => {
                const read = readSync(...args);
                counts.read += read;
                return read;
            },
        });
        try {
            for (const userId of userIds) {
                register.enter(userId, undefined, true);
                register.enter(userId, undefined, true);
            }
            for (const userId of userIds) {
                register.standingOf(userId);
                await nextTurn();
                register.secrecyOf(userId);
                another.standingOf(userId);
            }
        } finally {
            Object.assign(fs, { readdirSync, appendFileSync, readSync });
        }

        const sizes = fs.readdirSync(runs.path).map((name) => fs.statSync(path.join(runs.path, name)).size);
        const size = sizes.reduce((sum, one) => sum + one, 0);
        expect(counts.written, "one line for each user").to.be.lessThan(100 * userIds.length);
        expect(
            counts.read,
            "each of the two has read all files, and looked at each one's first line",
        ).to.be.lessThan(2 * size + 10 * 1024);
        expect(counts.listed).to.be.lessThan(10);
    }).timeout(60_000);

    describe("in real processes of one engine", function () {
        this.timeout(60_000);

        let engines: FakeEngine[] = [];
        before(function () {
            if (process.platform === "win32" || thisProcess() === undefined) {
                this.skip();
            }
        });
        afterEach(async () => {
            await Promise.all(engines.map((engine) => engine.end()));
            engines = [];
        });

        async function startEngine(): Promise<FakeEngine> {
            const engine = await FakeEngine.start(temporary.path);
            engines.push(engine);
            return engine;
        }

        it("knows what the program has declared that has ended, and what the other processes have checked", async () => {
            const engine = await startEngine();
            const [program, one, other] = await Promise.all(
                ["program", "process-1", "process-2"].map((name) => engine.child(name)),
            );
            await program?.tell("declare", "ada");
            await program?.tell("exit");
            await program?.hasEnded;
            await one?.tell("check", "eve");

            expect(await one?.tell("standing", "ada"), "the program's").to.equal("declared");
            expect(await other?.tell("standing", "eve"), "the other's").to.equal("declared");
            expect(await other?.tell("standing", "lin")).to.equal("free");
        });

        it("knows nothing of what another engine's have entered at the same address, before or at once", async () => {
            const [before, now] = [await startEngine(), await startEngine()];
            const [program, programNow, register] = await Promise.all([
                before.child("program-1"),
                now.child("program-2"),
                now.child("process"),
            ]);
            await program.tell("declare", "ada");
            await programNow.tell("declare", "eve");
            await register.tell("check", "eve");
            expect(await register.tell("standing", "ada"), "at once").to.equal("free");

            await before.kill();
            const next = await now.child("process-2");
            await next.tell("check", "lin");
            expect(await next.tell("standing", "ada"), "of a dead one").to.equal("free");
            expect(await next.tell("standing", "eve"), "its own").to.equal("declared");
        });
    });
});
