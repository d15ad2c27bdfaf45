import { expect } from "chai";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { generateSdk } from "../../tools/sdk-codegen";

describe("the program that writes SDKs", () => {
    let folder: string;
    let lines: string[];

    beforeEach(async () => {
        folder = await mkdtemp(path.join(os.tmpdir(), "tools-sdk-codegen-"));
        lines = [];
    });
    afterEach(() => rm(folder, { recursive: true }));

    /** A `go` that notes each call, and of which `go build -o FILE` writes this program. */
    async function fakeGo(...program: string[]): Promise<void> {
        const source = path.join(folder, "program");
        await writeFile(source, ["#!/bin/sh", ...program].join("\n"), { mode: 0o755 });
        const text = [
            "#!/bin/sh",
            `echo "$1" >> ${folder}/calls`,
            'while [ "$1" != -o ]; do shift; done',
            `/bin/cp ${source} "$2"`,
        ];
        await writeFile(path.join(folder, "go"), text.join("\n"), { mode: 0o755 });
    }

    function generate(PATH = folder): Promise<void> {
        return generateSdk({
            schema: "schema.json",
            language: "python",
            folder,
            env: { PATH, XDG_CACHE_HOME: path.join(folder, "cache") },
            log: (line) => lines.push(line),
        });
    }

    const message = (work: Promise<void>) =>
        work.then(
            () => undefined,
            (error: unknown) => (error as Error).message,
        );

    it("is built once, and kept", async () => {
        await fakeGo("exit 0");
        await generate();
        await generate();

        expect(await readFile(path.join(folder, "calls"), "utf8")).to.equal("build\n");
        expect(lines.join("\n")).to.match(/^tools: building sdk-codegen .*minutes, once$/);
    });

    it("says itself what is wrong with a schema, once", async () => {
        await fakeGo('echo "$1: it has no version" >&2', "exit 1");

        expect(await message(generate())).to.equal("sdk-codegen: schema.json: it has no version");
    });

    it("is named where it cannot be built, and leaves nothing", async () => {
        await writeFile(path.join(folder, "go"), "#!/bin/sh\necho 'go: no module proxy' >&2; exit 1", {
            mode: 0o755,
        });

        expect(await message(generate())).to.equal("go build of sdk-codegen failed: go: no module proxy");
        expect(await readdir(path.join(folder, "cache/pulumi-courier"))).to.be.empty;
    });

    it("needs Go, which is said where there is none", async () => {
        expect(await message(generate("/nowhere"))).to.equal("go is not on PATH; Go >= 1.26.6 is needed");
    });
});
