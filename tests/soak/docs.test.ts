import { expect } from "chai";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { startEmulator, type Emulator } from "../../emulator";
import { pulumiEngine } from "../../tools/engine";
import { blocksIn } from "../support/markdown";
import { repository } from "../engine/support/packed-package";
import { linkedPackage } from "../engine/support/stack";

const TIMEOUT_MS = 120_000;

describe("docs/getting-started.md, followed to its end", function () {
    this.timeout(TIMEOUT_MS);

    let courier: Emulator;
    let folder: string;

    beforeEach(async () => {
        courier = await startEmulator();
        folder = await mkdtemp(path.join(await linkedPackage(), "accounts-"));
    });
    afterEach(async () => {
        await courier.close();
        await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    });

    /** Types the commands into a shell, and answers what they ask. */
    async function type(commands: string): Promise<string> {
        const { binDir } = await pulumiEngine();
        const script = commands
            // Of the folder's own: --local goes by the password file, not by HOME.
            .replaceAll("pulumi login --local", `pulumi login file://${folder}`)
            .replaceAll("--secret courier:apiKey", "--secret courier:apiKey any-key")
            .replaceAll("http://127.0.0.1:8787", courier.url)
            // The command of this build, whether or not npm has linked it.
            .replaceAll("npx pulumi-courier", `node ${path.join(repository, "dist/cli/main.js")}`)
            .replaceAll("pulumi up", "pulumi up --yes --skip-preview");
        const { stdout } = await promisify(execFile)("bash", ["-ec", script], {
            cwd: folder,
            timeout: TIMEOUT_MS,
            env: {
                PATH: `${binDir}${path.delimiter}${process.env.PATH}`,
                HOME: folder,
                PULUMI_HOME: path.join(folder, "pulumi-home"),
                PULUMI_CONFIG_PASSPHRASE: "",
                PULUMI_SKIP_UPDATE_CHECK: "true",
                PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
            },
        });
        return stdout;
    }

    it("writes the profile that it declares, and prints the program for one that is there", async () => {
        const page = await readFile(path.join(repository, "docs/getting-started.md"), "utf8");
        const code = (language: string) => blocksIn("", page, language).map((block) => block.code);
        courier.profiles.set("user-ada", { email: "ada@example.com" });
        await writeFile(path.join(folder, "Pulumi.yaml"), code("yaml").join(""));
        await writeFile(path.join(folder, "index.ts"), code("ts")[0] ?? "");
        await writeFile(path.join(folder, "package.json"), JSON.stringify({ main: "index.ts" }));

        // Without the block that installs the package, which is on no registry yet.
        const output = await type(code("sh").join(""));
        expect(courier.profiles.get("svc-ci")).to.deep.equal({
            email: "ci@example.com",
            custom: { team: "platform" },
        });
        expect(output).to.contain('userId: "user-ada"');
    });
});
