import { expect } from "chai";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { startEmulator, type Emulator } from "../../emulator";
import { packedPackage, repository } from "../engine/support/packed-package";
import { runFolder } from "../engine/support/run-folder";
import { linkedPackage } from "../engine/support/stack";
import { blocksIn } from "../support/markdown";
import { SHELL_TIMEOUT_MS, typeCommands } from "./support/shell";

/** The commands of this build, whether or not npm has linked them. */
function withOwnCommands(commands: string): string {
    return commands.replaceAll("npx pulumi-courier", `node ${path.join(repository, "dist/cli/main.js")}`);
}

function readPage(name: string): Promise<string> {
    return readFile(path.join(repository, name), "utf8");
}

/** All that a page has its readers type, one block after the other. */
async function commandsOf(page: string): Promise<string> {
    return blocksIn("", await readPage(page), "sh")
        .map(({ code }) => code)
        .join("");
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
        const readme = await readPage("README.md");
        const emulated = /`(export COURIER_API_KEY=any COURIER_BASE_URL=\S+)`/.exec(readme)?.[1];
        expect(emulated).to.be.a("string");
        const commands = (await commandsOf("README.md"))
            .replace("npm install\n", "")
            .replace(/^export COURIER_API_KEY=….*$/m, emulated ?? "");

        const output = await typeCommands(withOwnCommands(commands), { folder, courierUrl: courier.url });
        expect(courier.profiles.get("test-shopper")).to.include({ email: "shopper@example.com" });
        expect(output)
            .to.contain('userId: "user-ada"')
            .and.to.contain('userId: "svc-ci"')
            .and.to.contain("answers and takes the key");
    });

    it("docs/getting-started.md, then docs/testing-your-program.md: the blocks of both, one after the other, as they stand", async () => {
        const { tarball } = await packedPackage();
        const own = await mkdtemp(path.join(runFolder(), "accounts-"));
        const type = (commands: string) => typeCommands(commands, { folder: own, courierUrl: courier.url });
        try {
            const output = await type(`package=${tarball}\n${await commandsOf("docs/getting-started.md")}`);
            expect(courier.profiles.get("svc-ci")).to.deep.equal({
                email: "ci@example.com",
                custom: { team: "platform" },
            });
            expect(output).to.contain('userId: "user-ada"').and.to.contain('locale: "en-GB"');
            expect(courier.profiles.get("user-ada")).to.deep.equal({
                email: "ada@example.com",
                locale: "en-GB",
                custom: { beta: true },
            });

            const page = await readPage("docs/testing-your-program.md");
            const [install = "", run = ""] = blocksIn("", page, "sh").map(({ code }) => code);
            await type(install);
            const files = await readdir(own);
            for (const [, file = "", code = ""] of page.matchAll(/`(tests\/\S+)`:\n\n```ts\n(.*?)^```$/gms)) {
                await writeFile(path.join(own, file), code);
            }
            expect(await type(run)).to.contain("2 passing");
            expect(await readdir(own)).to.deep.equal(files);
        } finally {
            await rm(own, { recursive: true, force: true, maxRetries: 5 });
        }
    });
});
