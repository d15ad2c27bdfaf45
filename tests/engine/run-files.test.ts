import { chmod, chown, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { expect } from "chai";
import { endOf, type ProcessInfo } from "../../tools/processes";
import { program } from "./support/programs";
import { contents, writes } from "./support/runs";
import { useStack } from "./support/use-stack";

const folderName = `pulumi-courier-${os.userInfo().uid}`;

const declared = program(`
    new Profile("ada", { userId: "user-ada", profile: { email: "ada@example.com" } });
    new ProfileSet("set", { profiles: { "user-lin": { email: "lin@example.com" }, "user-sam": { nickname: "s" } } });
`);

describe("what the processes of a run leave for each other in the folder of temporary files", () => {
    const test = useStack();

    const temporary = () => path.join(test.stack.folder, "tmp");
    const own = () => path.join(temporary(), folderName);

    async function texts(): Promise<Record<string, string>> {
        const names = await readdir(own());
        const entries = names.map(
            async (name) => [name, await readFile(path.join(own(), name), "utf8")] as const,
        );
        return Object.fromEntries(await Promise.all(entries));
    }

    it("is readable by this user alone, names no user, hashes each run with its own salt, and is gone at the next run, a killed one's too", async () => {
        const { courier, stack } = test;
        await stack.program(declared);
        await stack.up();
        const first = await texts();
        expect((await stat(own())).mode & 0o777).to.equal(0o700);
        for (const [name, text] of Object.entries(first)) {
            expect((await stat(path.join(own(), name))).mode & 0o777, name).to.equal(0o600);
            expect(text).not.to.match(/user-(ada|lin|sam)|example\.com/);
        }

        await stack.program(declared.replace("ada@example.com", "ada@example.org"));
        const gate = courier.gate({ method: "PUT", userId: "user-ada" });
        const up = await stack.startUp();
        await gate.arrived;
        const provider = (await up.provider()) as ProcessInfo;
        const second = await texts();
        expect(second).not.to.have.any.keys(...Object.keys(first));
        const hashes = (all: Record<string, string>) =>
            Object.values(all).flatMap((text) => text.match(/(?<="user":")[^"]+/g) ?? []);
        expect(hashes(second)).not.to.be.empty;
        expect(hashes(first).filter((hash) => hashes(second).includes(hash))).to.be.empty;
        await up.kill();
        gate.release();
        await endOf(provider);
        await stack.run(["cancel", "--yes"]);

        await stack.up();
        const third = await texts();
        expect(third).not.to.have.any.keys(...Object.keys(second));
    });

    /** Puts something in the way of the run's own folder. */
    const obstacles: Record<string, () => Promise<void>> = {
        "a file": () => writeFile(own(), ""),
        "a link to another folder": async () => {
            await mkdir(path.join(temporary(), "elsewhere"));
            await symlink("elsewhere", own());
        },
        // Only root can make another user's folder, and only another user than root is stopped by a mode.
        "another user's folder, or one that cannot be written": async () => {
            await mkdir(own());
            if (os.userInfo().uid === 0) await chown(own(), 12345, 12345);
            else await chmod(own(), 0o500);
        },
    };
    for (const [what, put] of Object.entries(obstacles)) {
        it(`is refused where ${what} is in its place, when it is written and when it is read, before any request`, async () => {
            const { courier, stack } = test;
            await stack.program(declared);
            await stack.up();
            const profiles = contents(courier);
            courier.clearRequests();
            await rm(own(), { recursive: true });
            await put();

            await stack.program(declared.replace("lin@example.com", "lin@example.org"));
            for (const result of [
                await stack.preview({ fails: true }),
                await stack.destroy({ fails: true }),
            ]) {
                expect(result.output).to.contain(`cannot keep note of the declared user ids in ${own()}: `);
                expect(result.output).to.contain("environment variable TMPDIR");
                expect(result.output).not.to.match(/\n\s+at /);
            }
            expect(writes(courier)).to.be.empty;
            expect(contents(courier)).to.deep.equal(profiles);
        });
    }

    it("is missed where the program sees another such folder than the provider: nothing is taken away", async () => {
        const { courier, stack } = test;
        await stack.program(declared);
        await stack.up();
        courier.clearRequests();
        await mkdir(path.join(stack.folder, "other"));
        const elsewhere = `process.env.TMPDIR = ${JSON.stringify(path.join(stack.folder, "other"))};`;
        await stack.program(
            elsewhere + declared.replace(/new Profile\(.*/, "").replace(/"user-sam": \{[^}]*\}/, ""),
        );
        const { output } = await stack.up({ fails: true });
        expect(output).to.contain(`cannot find what the program has noted of its user ids in ${own()}`);
        expect(writes(courier)).to.be.empty;
    });
});
