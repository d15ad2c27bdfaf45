import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { useCommands } from "./support/command";
import { useEmulators } from "./support/emulators";
import { exchange, get, put } from "./support/exchange";
import { useTemporaryFolder } from "./support/temporary-folder";

describe("The command courier-emulator", () => {
    const run = useCommands();
    const start = useEmulators();
    const inFolder = useTemporaryFolder();

    it("says where it listens and how to use it, then a line a request: no key, no body", async () => {
        const command = run(["--port", "0"]);
        const url = await command.url();
        expect(command.stdout).to.match(/^courier-emulator: listening on http:\/\/127\.0\.0\.1:\d+\n/);
        await command.line(/^The profiles are gone when it stops; --data FILE keeps them\.$/m);
        await command.line(new RegExp(`export COURIER_BASE_URL=${url} `));
        await put(url, "svc-ci", { email: "ci@example.com" });
        await command.line(/^PUT \/profiles\/svc-ci 200 \d+ ms$/m);
        expect(command.stdout).not.to.match(/test-key|ci@example\.com|Bearer/);
        expect(command.stderr).to.equal("");
    });

    for (const signal of ["SIGTERM", "SIGINT"] as const) {
        it(`stops with 0 on ${signal}, also while requests are open, its data saved`, async () => {
            const data = inFolder("profiles.json");
            const command = run(["--port", "0", "--data", data, "--latency", "20"]);
            const url = await command.url();
            expect(command.stdout).to.include(`(0 profiles in ${data})`).and.not.to.include("gone when");
            await put(url, "a", { n: 1 });
            const open = get(url, "a");
            command.kill(signal);
            await open;
            expect(await command.end()).to.equal(0);
            expect(JSON.parse(readFileSync(data, "utf8"))).to.deep.equal({ a: { n: 1 } });
            expect(command.stderr).to.equal("");
        });
    }

    it("lets in only the key of COURIER_EMULATOR_API_KEY, and prints it nowhere", async () => {
        const command = run(["--port", "0"], { COURIER_EMULATOR_API_KEY: "s3cret-key" });
        const url = await command.url();
        const status = async (key: string) =>
            (
                await exchange(url, {
                    method: "GET",
                    path: "/profiles/a",
                    headers: { authorization: `Bearer ${key}` },
                })
            ).status;
        expect(await status("s3cret-key")).to.equal(404);
        expect(await status("another-key")).to.equal(401);
        await command.line(/ 401 /);
        expect(command.stdout + command.stderr).not.to.match(/s3cret-key|another-key/);
    });

    it("runs on in little memory, however much it is sent", async () => {
        const command = run(["--port", "0"], { NODE_OPTIONS: "--max-old-space-size=48" });
        const url = await command.url();
        const text = `"${"x".repeat(1_000_000)}"`;
        for (let n = 0; n < 200; n += 1) {
            expect(await exchange(url, { method: "POST", path: "/nothing", text })).to.include({
                status: 404,
            });
        }
    });

    it("plays a fault script", async () => {
        const script = inFolder("faults.json");
        writeFileSync(
            script,
            JSON.stringify([
                { method: "GET", status: 429, retryAfter: 3 },
                { userIdPattern: "^svc-", status: 503, times: "always" },
            ]),
        );
        const url = await run(["--port", "0", "--fault-script", script]).url();
        const first = await get(url, "a");
        expect(first).to.include({ status: 429 });
        expect(first.headers).to.include({ "retry-after": "3" });
        expect(await get(url, "svc-a")).to.include({ status: 503 });
        expect(await get(url, "svc-b")).to.include({ status: 503 });
        expect(await get(url, "a")).to.include({ status: 404 });
    });

    it("--help explains every option, and exits with 0", async () => {
        const command = run(["--help"]);
        expect(await command.end()).to.equal(0);
        for (const option of [
            "--port",
            "--host",
            "--latency",
            "--data",
            "--fault-script",
            "COURIER_EMULATOR_API_KEY",
        ]) {
            expect(command.stdout).to.include(option);
        }
    });

    const mistakes = [
        { args: ["--prot", "1"], line: "Unknown option '--prot'" },
        { args: ["--port"], line: "Option '--port <value>' argument missing" },
        { args: ["--port", "65536"], line: '--port must be a whole number from 0 to 65535, not "65536"' },
        {
            args: ["--latency", "1s"],
            line: '--latency must be a whole number from 0 to 2147483647, not "1s"',
        },
        { args: ["--data", ""], line: "--data is empty" },
        { args: ["8787"], line: "Unexpected argument '8787'" },
    ];
    it("answers bad arguments with one line and exit code 2", async () => {
        await Promise.all(
            mistakes.map(async ({ args, line }) => {
                const command = run(args);
                expect(await command.end()).to.equal(2);
                expect(command.stderr).to.equal(`courier-emulator: ${line} (--help shows the options)\n`);
                expect(command.stdout).to.equal("");
            }),
        );
    });

    it("says in one line what keeps it from starting: a port in use, a broken file", async () => {
        const { port } = new URL((await start()).url);
        const script = inFolder("faults.json");
        writeFileSync(script, '[{"status":503},{"status":"x"}]');
        const cases = [
            [["--port", port], `cannot listen on 127.0.0.1:${port}: the port is already in use`],
            [
                ["--port", "0", "--fault-script", script],
                `cannot read the fault script ${script}: fault 2: "status" must be a whole number from 200 to 599`,
            ],
        ] as const;
        await Promise.all(
            cases.map(async ([args, line]) => {
                const command = run(args);
                expect(await command.end()).to.equal(1);
                expect(command.stderr).to.equal(`courier-emulator: ${line}\n`);
            }),
        );
    });
});
