import { expect } from "chai";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { startEmulator, type Emulator } from "../../emulator";
import { repository } from "../engine/support/packed-package";
import { linkedPackage } from "../engine/support/stack";
import { blocksIn } from "../support/markdown";
import { SHELL_TIMEOUT_MS, typeCommands } from "./support/shell";

/** The commands of this build, whether or not npm has linked them. */
function withOwnCommands(commands: string): string {
    return commands.replaceAll("npx pulumi-courier", `node ${path.join(repository, "dist/cli/main.js")}`);
}

describe("what a page has its readers type", function () {
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

    it("README.md: runs the quickstart without Courier, exports two profiles, and finds nothing wrong", async () => {
        for (const name of ["Pulumi.yaml", "examples/quickstart"]) {
            await cp(path.join(repository, name), path.join(folder, name), { recursive: true });
        }
        for (const userId of ["user-ada", "svc-ci"]) courier.profiles.set(userId, { locale: "en-GB" });
        const readme = await readFile(path.join(repository, "README.md"), "utf8");
        const emulated = /`(export COURIER_API_KEY=any COURIER_BASE_URL=\S+)`/.exec(readme)?.[1];
        expect(emulated).to.be.a("string");
        const commands = blocksIn("", readme, "sh")
            .map(({ code }) => code)
            .join("")
            .replace("npm install\n", "")
            .replace(/^export COURIER_API_KEY=….*$/m, emulated ?? "");

        const output = await typeCommands(withOwnCommands(commands), { folder, courierUrl: courier.url });
        expect(courier.profiles.get("test-shopper")).to.include({ email: "shopper@example.com" });
        expect(output)
            .to.contain('userId: "user-ada"')
            .and.to.contain('userId: "svc-ci"')
            .and.to.contain("answers and takes the key");
    });

    it("docs/getting-started.md: writes the profile that it declares, and prints the program for one that is there", async () => {
        const page = await readFile(path.join(repository, "docs/getting-started.md"), "utf8");
        const code = (language: string) => blocksIn("", page, language).map((block) => block.code);
        courier.profiles.set("user-ada", { email: "ada@example.com" });
        await writeFile(path.join(folder, "Pulumi.yaml"), code("yaml").join(""));
        await writeFile(path.join(folder, "index.ts"), code("ts")[0] ?? "");
        await writeFile(path.join(folder, "package.json"), JSON.stringify({ main: "index.ts" }));

        // Without the block that installs the package, which is on no registry yet.
        const commands = code("sh")
            .join("")
            .replaceAll("--secret courier:apiKey", "--secret courier:apiKey any-key");
        const output = await typeCommands(withOwnCommands(commands), { folder, courierUrl: courier.url });
        expect(courier.profiles.get("svc-ci")).to.deep.equal({
            email: "ci@example.com",
            custom: { team: "platform" },
        });
        expect(output).to.contain('userId: "user-ada"');
    });
});
