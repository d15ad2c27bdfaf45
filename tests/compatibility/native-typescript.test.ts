import { expect } from "chai";
import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { exampleFile, exampleNames } from "../../tools/schema/examples";
import { nativeSdk } from "./support/native-sdk";
import { installedProject } from "./support/package-managers";
import { run } from "./support/tools";
import { NEWEST_SDK } from "./support/versions";

describe("The SDK of the native provider for TypeScript", function () {
    this.timeout(1_200_000);

    let folder: string;
    before(async () => {
        const others = { typescript: "5.9.3", "@types/node": "20.19.43" };
        const parent = await installedProject({ sdk: NEWEST_SDK, others });
        folder = await mkdtemp(path.join(parent, "native-"));
        await cp(await nativeSdk("nodejs"), path.join(folder, "node_modules/pulumi-courier-sdk"), {
            recursive: true,
        });
    });

    async function compile(program: string): Promise<void> {
        await writeFile(path.join(folder, "program.ts"), program);
        const tsc = path.join(folder, "../node_modules/typescript/bin/tsc");
        const options = [
            "--module",
            "commonjs",
            "--moduleResolution",
            "node10",
            "--types",
            "node",
            "--strict",
            "--noEmit",
        ];
        await run(folder, process.execPath, [tsc, ...options, "program.ts"]);
    }

    for (const name of exampleNames) {
        it(`compiles the documentation's example ${name}`, async () => {
            await compile(await readFile(exampleFile(name, "typescript"), "utf8"));
        });
    }

    it("takes no option but those that there are", async () => {
        const program = await readFile(exampleFile("profile", "typescript"), "utf8");
        const error = await compile(program.replace('"delete"', '"burn"')).catch((reason: unknown) => reason);
        expect(error).to.be.an("error").with.property("message").that.contains('"burn"');
    });
});
