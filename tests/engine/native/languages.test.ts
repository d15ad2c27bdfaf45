import { expect } from "chai";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { startEmulator, type Emulator } from "../../../emulator";
import { version } from "../../../package.json";
import { writeArchives } from "../../../tools/plugin/archives";
import { SHELL_TIMEOUT_MS, typeCommands } from "../../soak/support/shell";
import { blocksIn } from "../../support/markdown";
import { buildRepository, repository } from "../support/packed-package";
import { runFolder } from "../support/run-folder";
import { contents } from "../support/runs";

const file = "docs/languages.md";

describe(`${file}, pasted into a shell in an empty folder with nothing else typed,`, function () {
    this.timeout(SHELL_TIMEOUT_MS);

    let courier: Emulator;
    let archives: string;
    let folder: string;
    beforeEach(async () => {
        await buildRepository();
        courier = await startEmulator();
        folder = await mkdtemp(path.join(runFolder(), "accounts-"));
        archives = await mkdtemp(path.join(runFolder(), "archives-"));
        await writeArchives(archives);
    });
    afterEach(async () => {
        await courier.close();
        await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    });

    it("leads in YAML to an up, a diff, an import and a destroy", async () => {
        const [, text = ""] = (await readFile(path.join(repository, file), "utf8")).split(
            "\n## YAML, from an empty folder\n",
        );
        const [section = ""] = text.split(/\n###? /);
        const blocks = blocksIn(file, section, "sh").map(({ code }) => code);
        expect(blocks).to.have.length(8);
        const [program, stack, settings, up, change, imported, declared, destroy] = blocks as [
            string,
            string,
            string,
            string,
            string,
            string,
            string,
            string,
        ];
        // What a shell would keep from one block to the next.
        const kept = [`archives=${archives}`, `version=${version}`, ...(stack.match(/^export .*$/gm) ?? [])];
        const type = (commands: string): Promise<string> =>
            typeCommands([...kept, commands].join("\n"), { folder, courierUrl: courier.url });

        await type([program, stack, settings].join("\n"));
        await type(up);
        const ci = { email: "ci@example.com", custom: { team: "platform" } };
        expect(contents(courier)).to.deep.equal({ "svc-ci": ci });

        expect(await type(change)).to.match(/~ team: "platform" => "core"/);
        expect(contents(courier)).to.deep.equal({ "svc-ci": { ...ci, custom: { team: "core" } } });

        const output = await type(imported);
        const [, declaration = ""] = /^resources:\n((?: .*\n)+)/m.exec(output) ?? [];
        expect(declared, "the page has what was printed").to.contain(`'EOF'\n${declaration}EOF`);
        courier.clearRequests();
        expect(await type(declared)).to.contain("3 unchanged");
        expect(courier.requests).to.be.empty;

        await type(destroy);
        expect(contents(courier)).to.deep.equal({ "svc-ci": {}, "user-ada": {} });
    });
});
