import { expect } from "chai";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { startEmulator, type Emulator } from "../../emulator";
import { repository } from "../engine/support/packed-package";
import { linkedPackage } from "../engine/support/stack";
import { blocksIn } from "../support/markdown";
import { SHELL_TIMEOUT_MS, typeCommands } from "./support/shell";

describe("docs/getting-started.md, followed to its end", function () {
    this.timeout(SHELL_TIMEOUT_MS);

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

    it("writes the profile that it declares, and prints the program for one that is there", async () => {
        const page = await readFile(path.join(repository, "docs/getting-started.md"), "utf8");
        const code = (language: string) => blocksIn("", page, language).map((block) => block.code);
        courier.profiles.set("user-ada", { email: "ada@example.com" });
        await writeFile(path.join(folder, "Pulumi.yaml"), code("yaml").join(""));
        await writeFile(path.join(folder, "index.ts"), code("ts")[0] ?? "");
        await writeFile(path.join(folder, "package.json"), JSON.stringify({ main: "index.ts" }));

        // Without the block that installs the package, which is on no registry yet.
        const commands = code("sh")
            .join("")
            .replaceAll("--secret courier:apiKey", "--secret courier:apiKey any-key")
            // The command of this build, whether or not npm has linked it.
            .replaceAll("npx pulumi-courier", `node ${path.join(repository, "dist/cli/main.js")}`);
        const output = await typeCommands(commands, { folder, courierUrl: courier.url });
        expect(courier.profiles.get("svc-ci")).to.deep.equal({
            email: "ci@example.com",
            custom: { team: "platform" },
        });
        expect(output).to.contain('userId: "user-ada"');
    });
});
