import { expect } from "chai";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const repository = path.resolve(__dirname, "../../..");
const run = promisify(execFile);

describe("docs/reference", function () {
    this.timeout(120_000);

    let made: string;
    before(async () => {
        made = await mkdtemp(path.join(os.tmpdir(), "pulumi-courier-reference-"));
        const typedoc = path.join(repository, "node_modules/typedoc/bin/typedoc");
        const options = path.join(repository, "tools/reference/typedoc.json");
        // Fails where a docstring is missing, or a link in one leads nowhere.
        await run(process.execPath, [typedoc, "--options", options, "--out", made]);
    });
    after(() => rm(made, { recursive: true }));

    it("is what npm run reference makes of the docstrings now", async () => {
        const committed = await pagesIn(path.join(repository, "docs/reference"));
        const now = await pagesIn(made);
        expect([...committed.keys()]).to.deep.equal([...now.keys()]);
        for (const [name, text] of now) {
            expect(committed.get(name), `${name}: run npm run reference`).to.equal(text);
        }
    });
});

/** The text of each page in a folder, by its path in there. */
async function pagesIn(folder: string): Promise<Map<string, string>> {
    const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".md")).sort();
    return new Map(
        await Promise.all(
            names.map(async (name) => [name, await readFile(path.join(folder, name), "utf8")] as const),
        ),
    );
}
