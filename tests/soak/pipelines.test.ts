import { expect } from "chai";
import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { startEmulator, type Emulator } from "../../emulator";
import { pulumiEngine } from "../../tools/pulumi-cli";
import { githubCommands, gitlabCommands, type Occasion } from "../unit/docs/support/pipelines";
import { packedPackage, repository } from "../engine/support/packed-package";
import { runFolder } from "../engine/support/run-folder";
import { contents } from "../engine/support/runs";
import { API_KEY, useStack } from "../engine/support/use-stack";

const TIMEOUT_MS = 300_000;
const quickstart = path.join(repository, "examples/quickstart");

describe("the pipelines' shell commands, in a project to which the package is committed", function () {
    this.timeout(TIMEOUT_MS);

    let courier: Emulator;
    let folder: string;
    let project: string;

    before(async () => {
        folder = await mkdtemp(path.join(runFolder(), "pipeline-"));
        project = path.join(folder, "project");
        await mkdir(project);
        for (const file of ["Pulumi.yaml", "index.ts", "tsconfig.json"]) {
            await copyFile(path.join(quickstart, file), path.join(project, file));
        }
        await copyFile(path.join(repository, ".npmrc"), path.join(project, ".npmrc"));
        const { dependencies, ...manifest } = JSON.parse(
            await readFile(path.join(quickstart, "package.json"), "utf8"),
        ) as { dependencies: Record<string, string> };
        delete dependencies["pulumi-courier"];
        await writeFile(path.join(project, "package.json"), JSON.stringify({ ...manifest, dependencies }));

        const { tarball } = await packedPackage();
        const clone = path.join(folder, "pulumi-courier");
        await mkdir(clone);
        await copyFile(tarball, path.join(clone, path.basename(tarball)));
        const page = await readFile(path.join(repository, "docs/pipelines.md"), "utf8");
        const [, commit] =
            /^ {3}```sh\n((?: {3}[^\n]*\n)*? {3}git add vendor .*?) {3}```$/ms.exec(page) ?? [];
        expect(commit, "the block that commits the package").to.be.a("string");
        await execute(["git init --quiet", `set -e\n${commit}`]);
    });
    after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

    beforeEach(async () => {
        courier = await startEmulator({ apiKey: API_KEY });
        const made = ["node_modules", "backend", "Pulumi.production.yaml"];
        for (const name of made) await rm(path.join(project, name), { recursive: true, force: true });
        await mkdir(path.join(project, "backend"));
        await execute(["pulumi stack init production"]);
    });
    afterEach(() => courier.close());

    async function execute(
        commands: readonly string[],
        variables: Record<string, string> = {},
    ): Promise<string> {
        const { binDir } = await pulumiEngine();
        let output = "";
        for (const command of commands) {
            // As both runners call it.
            const { stdout } = await promisify(execFile)("bash", ["-eo", "pipefail", "-c", command], {
                cwd: project,
                env: {
                    PATH: `${binDir}${path.delimiter}${process.env.PATH}`,
                    HOME: process.env.HOME,
                    CI: "true",
                    PULUMI_HOME: path.join(project, "pulumi-home"),
                    PULUMI_BACKEND_URL: `file://${path.join(project, "backend")}`,
                    PULUMI_CONFIG_PASSPHRASE: "passphrase",
                    PULUMI_SKIP_UPDATE_CHECK: "true",
                    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
                    PULUMI_STACK: "production",
                    npm_config_prefer_offline: "true",
                    ...variables,
                },
            });
            output += stdout;
        }
        return output;
    }

    const forges = { GitHub: githubCommands, GitLab: gitlabCommands };
    for (const [forge, commands] of Object.entries(forges)) {
        it(`${forge}: a request shows what would change and changes nothing, main makes Courier match`, async () => {
            const variables = { COURIER_API_KEY: API_KEY, COURIER_BASE_URL: courier.url };
            const ofRequest = await commands("request");
            // The checkout has what the first run has installed.
            const afterInstall = async (occasion: Occasion) =>
                (await commands(occasion)).filter((command) => command !== "npm ci");
            const ofMain = await afterInstall("main");

            const shown = await execute(ofRequest, variables);
            expect(shown).to.contain("svc-pipeline").and.not.to.contain(API_KEY);
            expect(courier.profiles.all()).to.be.empty;

            await execute(ofMain, variables);
            expect(courier.profiles.all()).to.have.keys("svc-pipeline", "test-shopper", "test-driver");

            courier.profiles.set("svc-pipeline", { email: "somebody-else@example.com" });
            await execute(ofMain, variables);
            expect(courier.profiles.get("svc-pipeline")).to.deep.equal({
                email: "pipeline@example.com",
                custom: { team: "platform" },
            });

            const ofNight = await afterInstall("night");
            await execute(ofNight, variables);
            courier.profiles.set("svc-pipeline", { email: "somebody-else@example.com" });
            const error = await execute(ofNight, variables).catch((reason: unknown) => reason);
            expect(error)
                .to.be.an("error")
                .with.property("stdout")
                .that.matches(/Profile pipeline +update/);
            expect(courier.profiles.get("svc-pipeline")).to.deep.equal({
                email: "somebody-else@example.com",
            });
        });
    }
});

describe("the guards of a pipeline", () => {
    const test = useStack();

    const program = (profiles: string, options = "") => `
        const { ProfileSet } = require("pulumi-courier");
        new ProfileSet("fixtures", { profiles: ${profiles}, onDelete: "fail" }, {${options}});`;
    const both = '{ ada: { locale: "en-GB" }, lin: { locale: "zh-TW" } }';

    it('onDelete: "fail" keeps a file that was cut off from emptying anybody, at preview and at up', async () => {
        const { courier, stack } = test;
        await stack.program(program(both));
        await stack.up();
        await stack.program(program('{ ada: { locale: "en-US" } }'));

        for (const command of ["preview", "up"] as const) {
            const { output } = await stack[command]({ fails: true });
            expect(output).to.contain('the profile of user "lin" is no longer declared');
        }
        expect(contents(courier)).to.deep.equal({ ada: { locale: "en-GB" }, lin: { locale: "zh-TW" } });
    });

    it("protect refuses to delete a set at preview, and lets an update take its users away", async () => {
        const { courier, stack } = test;
        const protectedSet = (profiles: string) =>
            program(profiles, "protect: true").replace('"fail"', '"empty"');
        await stack.program(protectedSet(both));
        await stack.up();
        await stack.program("");
        expect((await stack.preview({ fails: true })).output).to.contain("it is protected");

        await stack.program(protectedSet('{ ada: { locale: "en-GB" } }'));
        await stack.up();
        expect(contents(courier)).to.deep.equal({ ada: { locale: "en-GB" }, lin: {} });
    });
});

describe("after a change of the base URL in the stack's configuration", () => {
    const test = useStack();

    it("`up` sees nothing, `up --refresh --run-program` writes what the new place lacks", async () => {
        const { courier, stack } = test;
        const elsewhere = await startEmulator({ apiKey: API_KEY });
        const env = { COURIER_BASE_URL: undefined };
        try {
            await stack.program(
                `const { Profile } = require("pulumi-courier");
                new Profile("ci", { userId: "svc-ci", profile: { locale: "en-GB" } });`,
            );
            await stack.setConfig("courier:baseUrl", courier.url);
            await stack.up({ env });
            await stack.setConfig("courier:baseUrl", elsewhere.url);

            for (const args of [[], ["--refresh"]]) {
                const { changes } = await stack.up({ args, env });
                expect(changes).not.to.have.any.keys("create", "update");
                // The state has the new settings now: so one more time with the old ones.
                await stack.setConfig("courier:baseUrl", courier.url);
                await stack.up({ env });
                await stack.setConfig("courier:baseUrl", elsewhere.url);
            }
            expect(contents(elsewhere)).to.deep.equal({});

            await stack.up({ args: ["--refresh", "--run-program"], env });
            expect(contents(elsewhere)).to.deep.equal({ "svc-ci": { locale: "en-GB" } });
        } finally {
            await elsewhere.close();
        }
    });
});
