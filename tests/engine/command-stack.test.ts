import { expect } from "chai";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { pulumiEngine } from "../../tools/pulumi-cli";
import { runFolder } from "./support/run-folder";
import { cliEnvironment } from "./support/stack";
import { API_KEY, useStack } from "./support/use-stack";

describe("pulumi-courier --stack, with the real CLI", () => {
    const test = useStack({ shared: true });

    before(async () => {
        const { courier, stack } = test;
        courier.profiles.set("user-ada", { locale: "en-GB" });
        await stack.setConfig("courier:apiKey", API_KEY, { secret: true });
        await stack.setConfig("courier:baseUrl", courier.url);
    });

    /** Runs the command as its users do, with nothing of Courier in the environment. */
    async function run(
        args: readonly string[],
        { cwd = test.stack.folder, env = {} }: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
    ): Promise<{ code: number; stdout: string; stderr: string }> {
        const { binDir } = await pulumiEngine();
        const command = path.join(test.stack.folder, "../node_modules/pulumi-courier/dist/cli/main.js");
        const environment = {
            ...cliEnvironment(test.stack.folder),
            PATH: [binDir, process.env.PATH].join(path.delimiter),
            ...env,
        };
        const options = { cwd, env: environment };
        const result = await promisify(execFile)(process.execPath, [command, ...args], options).then(
            ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
            (error: unknown) => error as { code: number; stdout: string; stderr: string },
        );
        expect(result.stdout + result.stderr).not.to.include(API_KEY);
        return result;
    }

    it("export reads with the stack's key and base URL", async () => {
        const { code, stdout, stderr } = await run(["export", "--stack", "test", "user-ada"]);
        expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
        expect(stdout).to.include('userId: "user-ada"');
    });

    it("doctor checks them", async () => {
        const { code, stdout } = await run(["doctor", "--stack", "test"]);
        expect(stdout)
            .to.include("apiKey: set, from courier:apiKey\n")
            .and.to.include(`baseUrl: ${test.courier.url}/, from courier:baseUrl\n`)
            .and.to.include("answers and takes the key\n")
            .and.not.to.include("problem");
        expect(code).to.equal(0);
    });

    const failures: [name: string, stack: string, env: NodeJS.ProcessEnv, said: RegExp][] = [
        ["an unknown stack", "nope", {}, /there is no such stack in this project; `pulumi stack ls` shows/],
        [
            "no passphrase",
            "test",
            { PULUMI_CONFIG_PASSPHRASE: undefined },
            /its secrets are encrypted with a passphrase: set PULUMI_CONFIG_PASSPHRASE/,
        ],
        [
            "a wrong passphrase",
            "test",
            { PULUMI_CONFIG_PASSPHRASE: "another" },
            /the passphrase in PULUMI_CONFIG_PASSPHRASE or .* is not the stack's/,
        ],
        [
            "no log-in",
            "test",
            { PULUMI_BACKEND_URL: undefined },
            /Pulumi is not logged in: run `pulumi login`/,
        ],
        ["an impossible name", "a b", {}, /pulumi config failed: a stack name may only contain/],
    ];
    for (const [name, stack, env, said] of failures) {
        it(`says what to do about ${name}`, async () => {
            const { code, stdout, stderr } = await run(["export", "--stack", stack, "user-ada"], { env });
            expect({ code, stdout }).to.deep.equal({ code: 1, stdout: "" });
            expect(stderr).to.match(said);
            expect(stderr.trim().split("\n")).to.have.length(1);
        });
    }

    it("says what to do about a folder without a project", async () => {
        const cwd = await mkdtemp(path.join(runFolder(), "no-project-"));
        try {
            const { stderr } = await run(["export", "--stack", "test", "user-ada"], { cwd });
            expect(stderr).to.include(`there is no Pulumi.yaml in ${cwd} or above it`);
        } finally {
            await rm(cwd, { recursive: true });
        }
    });
});
