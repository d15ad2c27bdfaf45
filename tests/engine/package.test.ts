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

    it("holds the build, the licence and the documents, and nothing else", async () => {
        const { stdout } = await run("tar", ["-tzf", (await packedPackage()).tarball]);
        const names = stdout
            .trim()
            .split("\n")
            .map((name) => name.replace(/^package\//, ""));

        expect(names).to.include.members([
            "dist/provider/index.js",
            "dist/provider/index.d.ts",
            "dist/cli/main.js",
        ]);
        const others = names.filter((name) => !/^dist\/(provider|emulator|cli)\/.+\.(js|d\.ts)$/.test(name));
        expect(others).to.have.members([
            "package.json",
            "README.md",
            "LICENSE",
            "CHANGELOG.md",
            "docs/drift.md",
            "docs/settings.md",
            "docs/troubleshooting.md",
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
