import { cp, mkdir } from "node:fs/promises";
import path from "node:path";
import { exampleFile, exampleNames } from "../../tools/schema/examples";
import { exampleWithSdk } from "./support/native-sdk";
import { run } from "./support/tools";

describe("The SDK of the native provider for Go", function () {
    // The first build takes minutes: Pulumi's SDK is large.
    this.timeout(1_800_000);

    it("is what the example, and those of the documentation, compile with", async () => {
        const folder = await exampleWithSdk("go", "go");
        for (const name of exampleNames) {
            await mkdir(path.join(folder, name));
            await cp(exampleFile(name, "go"), path.join(folder, name, "main.go"));
        }
        await run(folder, "go", ["mod", "tidy"]);
        await run(folder, "go", ["vet", "."]);
        await run(folder, "go", ["build", "-o", path.join(folder, "built/"), "./..."]);
    });
});
