import { expect } from "chai";
import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { startEmulator, type Emulator } from "../../emulator";
import { pulumiEngine } from "../../tools/pulumi-cli";
import { githubCommands, gitlabCommands } from "../unit/docs/support/pipelines";
import { packedPackage, repository } from "../engine/support/packed-package";
import { runFolder } from "../engine/support/run-folder";
import { API_KEY } from "../engine/support/use-stack";

const TIMEOUT_MS = 180_000;
const quickstart = path.join(repository, "examples/quickstart");

describe("the pipelines' shell commands, in a project with a lock file", function () {
    this.timeout(TIMEOUT_MS);

    let courier: Emulator;
    let project: string;

    before(async () => {
        project = await mkdtemp(path.join(runFolder(), "pipeline-"));
        for (const file of ["Pulumi.yaml", "index.ts", "tsconfig.json"]) {
            await copyFile(path.join(quickstart, file), path.join(project, file));
        }
        await copyFile(path.join(repository, ".npmrc"), path.join(project, ".npmrc"));
        const { tarball } = await packedPackage();
        const manifest = await readFile(path.join(quickstart, "package.json"), "utf8");
        await writeFile(
            path.join(project, "package.json"),
            manifest.replace('"file:../.."', JSON.stringify(`file:${tarball}`)),
        );
        await execute(["npm install --package-lock-only"]);
    });
    after(() => rm(project, { recursive: true, force: true, maxRetries: 5 }));

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
            const ofMain = (await commands("main")).filter((command) => !ofRequest.includes(command));

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
        });
    }
});
