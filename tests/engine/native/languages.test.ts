import { expect } from "chai";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { startEmulator, type Emulator } from "../../../emulator";
import { version } from "../../../package.json";
import { writeArchives } from "../../../tools/plugin/archives";
import { SHELL_TIMEOUT_MS, typeCommands } from "../../soak/support/shell";
import { buildRepository, repository } from "../support/packed-package";
import { runFolder } from "../support/run-folder";
import { contents } from "../support/runs";

/** What a reader does, in order: types commands, or adds lines to a file. */
type Step = { readonly commands: string } | { readonly lines: string };

/** The steps of a section of the page, but for its subsections. */
function stepsIn(page: string, section: string): Step[] {
    const [, text = ""] = page.split(`\n## ${section}\n`);
    const [own = ""] = text.split(/\n###? /);
    return [...own.matchAll(/^```(sh|yaml)\n(.*?)^```$/gms)].map(([, language, code = ""]) =>
        language === "sh" ? { commands: code } : { lines: code },
    );
}

describe("docs/languages.md, followed from an empty folder with nothing else typed,", function () {
    this.timeout(SHELL_TIMEOUT_MS);

    let courier: Emulator;
    let folder: string;
    let server: Server;
    beforeEach(async () => {
        await buildRepository();
        courier = await startEmulator();
        folder = await mkdtemp(path.join(runFolder(), "accounts-"));
        const archives = await mkdtemp(path.join(runFolder(), "archives-"));
        await writeArchives(archives);
        server = createServer(({ url = "" }, response) => {
            readFile(path.join(archives, path.basename(url))).then(
                (archive) => response.end(archive),
                () => response.writeHead(404).end(),
            );
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    });
    afterEach(async () => {
        server.close();
        server.closeAllConnections();
        await courier.close();
        await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    });

    it("leads in YAML to an up, a diff, an import and a destroy", async () => {
        const page = await readFile(path.join(repository, "docs/languages.md"), "utf8");
        const file = path.join(folder, "Pulumi.yaml");
        const edit = async (change: (text: string) => string): Promise<void> => {
            await writeFile(file, change(await readFile(file, "utf8").catch(() => "")));
        };
        const { port } = server.address() as AddressInfo;
        const type = (commands: string): Promise<string> =>
            typeCommands(
                commands
                    .replace("VERSION", version)
                    .replace("URL", `http://127.0.0.1:${port}`)
                    .replace("import ", "import --yes "),
                { folder, courierUrl: courier.url },
            );
        courier.profiles.set("user-ada", { email: "ada@example.com", locale: "en-GB" });
        const ci = { email: "ci@example.com", custom: { team: "platform" } };
        const steps = stepsIn(page, "YAML, from an empty folder");
        expect(steps).to.have.length(8);
        const [project, add, program, up, diff, imported, again, destroy] = steps as [
            Step,
            Step,
            Step,
            Step,
            Step,
            Step,
            Step,
            Step,
        ];
        const linesOf = (step: Step): string => ("lines" in step ? step.lines : "");
        const commandsOf = (step: Step): string => ("commands" in step ? step.commands : "");

        await edit(() => linesOf(project));
        await type(commandsOf(add));
        await edit((text) => `${text.trimEnd()}\n${linesOf(program)}`);
        await type(commandsOf(up));
        expect(courier.profiles.get("svc-ci")).to.deep.equal(ci);

        const [, from = "", to = ""] = /Change `(\w+)` into `(\w+)`/.exec(page) ?? [];
        await edit((text) => text.replace(from, to));
        expect(await type(commandsOf(diff))).to.match(/~ team: "platform" => "core"/);
        expect(courier.profiles.get("svc-ci")).to.deep.equal({ ...ci, custom: { team: "core" } });

        const output = await type(commandsOf(imported));
        const [, declaration = ""] = /^resources:\n((?: .*\n)+)/m.exec(output) ?? [];
        await edit((text) => text.replace("resources:\n", `resources:\n${declaration}`));
        courier.clearRequests();
        expect(await type(commandsOf(again))).to.contain("3 unchanged");
        expect(courier.requests).to.be.empty;

        await type(commandsOf(destroy));
        expect(contents(courier)).to.deep.equal({ "svc-ci": {}, "user-ada": {} });
    });
});
