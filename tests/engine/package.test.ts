import { expect } from "chai";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import packageJson from "../../package.json";
import { packedPackage, repository } from "./support/packed-package";

const run = promisify(execFile);

describe("the packed package", function () {
    this.timeout(120_000);

    it("holds the build, the plugin, the documents, the examples, and nothing else", async () => {
        const { stdout } = await run("tar", ["-tzf", (await packedPackage()).tarball]);
        const names = stdout
            .trim()
            .split("\n")
            .map((name) => name.replace(/^package\//, ""));

        expect(names).to.include.members([
            "package.json",
            "README.md",
            "LICENSE",
            "CHANGELOG.md",
            "dist/provider/index.js",
            "dist/provider/index.d.ts",
            "dist/cli/main.js",
            "docs/troubleshooting.md",
            "plugin/pulumi-resource-courier",
        ]);
        // What is not built is in the repository: no key, state or note of whoever packs it.
        const built = /^(dist\/(provider|emulator|cli)\/.+\.(js|d\.ts)|plugin\/[^/]+)$/;
        const { stdout: tracked } = await run("git", ["ls-files"], { cwd: repository });
        const others = names.filter((name) => !built.test(name));
        expect(tracked.split("\n")).to.include.members(others);
        const top = new Set(others.map((name) => name.split("/")[0]));
        expect([...top].filter((name) => !name?.includes("."))).to.have.members([
            "LICENSE",
            "bench",
            "docs",
            "examples",
        ]);
    });

    it("publint has nothing to say against it", async () => {
        const { folder } = await packedPackage();
        const { messages } = await publint({ pkgDir: `${folder}/node_modules/pulumi-courier`, pack: false });
        expect(messages.map((message) => formatMessage(message, packageJson))).to.be.empty;
    });

    it("its types resolve for every kind of program, as attw sees it", async () => {
        const { tarball } = await packedPackage();
        const attw = `${repository}/node_modules/.bin/attw`;
        await run(attw, [tarball, "--no-color", "--format", "ascii"]).catch((error: unknown) => {
            throw new Error((error as { stdout: string }).stdout);
        });
    });
});
