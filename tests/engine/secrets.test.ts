import { execFile } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { startEmulator, type Emulator } from "../../emulator";
import type { ProcessInfo } from "../../tools/processes";
import { packedPackage } from "./support/packed-package";
import { program } from "./support/programs";
import { complaints, contents } from "./support/runs";
import { runFolder } from "./support/run-folder";
import { expectNoSecrets, filesBelow, SECRET_KEY } from "./support/secrets";
import { normalised } from "./support/snapshot";
import { useStack } from "./support/use-stack";

const twoProfiles = program(`
    for (const name of ["fine", "refused"]) {
        new Profile(name, { userId: "user-" + name, profile: { email: "private-person@example.com" } });
    }
`);

describe("the API key", () => {
    const log: string[] = [];
    const test = useStack({ emulator: { apiKey: SECRET_KEY, log: (line) => log.push(line) } });

    for (const place of ["configuration", "environment"] as const) {
        it(`in the ${place} is in nothing that a most verbose up, refresh and destroy leave`, async () => {
            const { courier, stack } = test;
            if (place === "configuration") {
                await stack.setConfig("courier:apiKey", SECRET_KEY, { secret: true });
            }
            const verbose = {
                env: place === "configuration" ? { COURIER_API_KEY: undefined } : {},
                args: ["--logtostderr", "--logflow", "-v=9", "--debug"],
            };
            await stack.program(twoProfiles);
            courier.fail({ userId: "user-refused", status: 401, message: `no such key: ${SECRET_KEY}` });
            const runs = {
                "up that fails": await stack.up({ ...verbose, fails: true }),
                up: await stack.up(verbose),
                refresh: await stack.refresh(verbose),
                destroy: await stack.destroy(verbose),
            };

            const outputs = Object.entries(runs).map(([name, { output }]) => [name, output] as const);
            expectNoSecrets({ ...(await filesBelow(stack.folder)), log: log.join("\n") });
            expectNoSecrets(Object.fromEntries(outputs));
        });
    }

    it("in plain text in the configuration, and so in the state, is warned of, once", async () => {
        const { stack } = test;
        await stack.program(twoProfiles);
        const env = { COURIER_API_KEY: undefined };
        await stack.setConfig("courier:apiKey", SECRET_KEY);
        const { "": warnings = [] } = complaints(await stack.up({ env }));
        expect(warnings).to.have.length(1);
        expect(warnings[0]).to.match(
            /^courier:apiKey is in plain text in the stack's configuration, .*: run `pulumi config set --secret /,
        );
        expectNoSecrets({ warning: warnings.join() });

        await stack.setConfig("courier:apiKey", SECRET_KEY, { secret: true });
        expect(complaints(await stack.up({ env }))).to.deep.equal({});
        expectNoSecrets({ state: await stack.stateText() });
    });

    it("is in nothing that a killed provider process leaves, nor one with an exception that nobody catches", async () => {
        const { courier, stack } = test;
        const crash = path.join(stack.folder, "crash.cjs");
        await writeFile(crash, 'process.on("SIGUSR2", () => { throw new Error("a crash on demand"); });');
        await stack.program(twoProfiles);

        for (const signal of ["SIGKILL", "SIGUSR2"] as const) {
            const gate = courier.gate({ method: "PUT", userId: "user-refused" });
            const up = await stack.startUp({ env: { NODE_OPTIONS: `--require=${crash}` } });
            await gate.arrived;
            const journals = Object.entries(await filesBelow(path.join(stack.folder, "tmp")));
            expect(journals.map(([name]) => name).join()).to.match(/pulumi-courier-\w+\/127\.0\.0\.1/);
            const { pid } = (await up.provider()) as ProcessInfo;
            process.kill(pid, signal);
            gate.release();
            const { exitCode, output } = await up.result;

            expect(output).to.contain(signal === "SIGKILL" ? "creating failed" : "a crash on demand");
            // Pulumi's provider process survives an exception that nobody catches, and fails at its end.
            if (signal === "SIGKILL") expect(exitCode).not.to.equal(0);
            expectNoSecrets({ output, ...Object.fromEntries(journals), ...(await filesBelow(stack.folder)) });
            expect(output).not.to.contain("private-person");
            for (const [, text] of journals) expect(text).not.to.match(/user-(fine|refused)|private-person/);
        }

        await stack.up();
        expect(Object.keys(contents(courier))).to.have.members(["user-fine", "user-refused"]);
    });

    it("is never sent where a redirect points", async () => {
        const { courier, stack } = test;
        await using elsewhere = await startEmulator();
        await stack.program(twoProfiles);
        courier.fail({
            status: 308,
            headers: { location: `${elsewhere.url}/elsewhere` },
            times: Infinity,
        });
        const up = await stack.up({ fails: true });
        expect(complaints(up).fine?.map(normalised).join()).to.contain(
            "PUT /profiles/user-fine: 308, a redirect to http://127.0.0.1:PORT/elsewhere, which is not followed. " +
                "Set courier:baseUrl to the address of Courier's API itself.",
        );
        expect(elsewhere.requests).to.be.empty;
    });

    for (const { what, baseUrl, reason } of [
        {
            what: "over http to another machine",
            baseUrl: "http://courier.invalid",
            reason: "would send the API key unencrypted; use https (http is for loopback addresses only)",
        },
        {
            what: "to a base URL with credentials in it",
            baseUrl: "https://user:hunter2@courier.invalid",
            reason: "contains credentials; remove them, the key belongs in courier:apiKey",
        },
    ]) {
        it(`is not sent ${what}: refused at preview`, async () => {
            const { stack } = test;
            await stack.program(program(`new Profile("one", { userId: "one", profile: {} });`));
            for (const command of ["preview", "up"] as const) {
                const result = await stack[command]({ env: { COURIER_BASE_URL: baseUrl }, fails: true });
                expect(complaints(result).one?.join()).to.contain(`COURIER_BASE_URL ${reason}`);
                expectNoSecrets({ [command]: result.output }, [SECRET_KEY, "hunter2"]);
            }
        });
    }

    it("is not in the packed package, nor is any other key", async function () {
        this.timeout(120_000);
        const folder = await mkdtemp(path.join(runFolder(), "unpacked-"));
        await promisify(execFile)("tar", ["-xzf", (await packedPackage()).tarball, "-C", folder]);
        const files = await filesBelow(folder);
        expect(Object.keys(files)).to.include("package/dist/provider/process/dynamic.js");
        const own = [process.env.COURIER_API_KEY, process.env.COURIER_AUTH_TOKEN].filter((key) => key);
        expectNoSecrets(files, [SECRET_KEY, ...(own as string[])]);
        for (const [name, text] of Object.entries(files)) {
            expect(text, name).not.to.match(/\b(?:pk|dk)_(?:test|prod)_[A-Z0-9]{8}/i);
        }
    });
});

describe("a rotated API key", () => {
    const test = useStack({ emulator: { apiKey: SECRET_KEY } });
    const newKey = "pk_prod_another=key";
    const onlyProfile = { one: { nickname: "o" } };

    /** Courier as it is after the rotation: the same profile, and no other key is let in than the new one. */
    async function startRotated(): Promise<Emulator> {
        const courier = await startEmulator({ apiKey: newKey });
        courier.profiles.set("one", onlyProfile.one);
        return courier;
    }

    beforeEach(async () => {
        await test.stack.program(
            program(`new Profile("one", { userId: "one", profile: { nickname: "o" } });`),
        );
    });

    it("in the configuration is unknown to refresh and destroy, which say so; --run-program or an up makes it known", async () => {
        const { stack } = test;
        const noKey = { COURIER_API_KEY: undefined };
        await stack.setConfig("courier:apiKey", SECRET_KEY, { secret: true });
        await stack.up({ env: noKey });

        await using rotated = await startRotated();
        const env = { ...noKey, COURIER_BASE_URL: rotated.url };
        await stack.setConfig("courier:apiKey", newKey, { secret: true });
        for (const command of ["refresh", "destroy"] as const) {
            const result = await stack[command]({ env, fails: true });
            expect(complaints(result).one?.join()).to.contain(
                "Refresh and destroy use the key of the last `pulumi up`: " +
                    "after a rotation run `pulumi up` first, or add --run-program.",
            );
            expectNoSecrets({ [command]: result.output }, [SECRET_KEY, newKey]);
        }
        expect(contents(rotated)).to.deep.equal(onlyProfile);

        await stack.refresh({ env, args: ["--run-program", "--expect-no-changes"] });
        await stack.up({ env, args: ["--expect-no-changes"] });
        await stack.refresh({ env, args: ["--expect-no-changes"] });
        await stack.destroy({ env });
        expect(contents(rotated)).to.deep.equal({ one: {} });
        expectNoSecrets(await filesBelow(stack.folder), [SECRET_KEY, newKey]);
    });

    it("in the environment is known at once", async () => {
        const { stack } = test;
        await stack.up();
        await using rotated = await startRotated();
        const env = { COURIER_API_KEY: newKey, COURIER_BASE_URL: rotated.url };
        await stack.refresh({ env, args: ["--expect-no-changes"] });
        await stack.destroy({ env });
        expect(contents(rotated)).to.deep.equal({ one: {} });
    });
});
