import { mkdtemp } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import { inlineScript } from "../engine/support/inline-program";
import { runFolder } from "../engine/support/run-folder";
import { contents } from "../engine/support/runs";
import { useStack } from "../engine/support/use-stack";

const hint = "pulumi-courier is not found from";

describe("an inline program of Pulumi's Automation API", () => {
    const test = useStack();

    /** What an `up` prints whose workspace has these options: code, in which `folder` is the one with the package. */
    async function up(options: string, { isElsewhere }: { isElsewhere: boolean }): Promise<string> {
        const elsewhere = await mkdtemp(path.join(runFolder(), "elsewhere-"));
        return test.stack.script(
            inlineScript(`
                const folder = __dirname;
                ${isElsewhere ? `process.chdir(${JSON.stringify(elsewhere)});` : ""}
                const program = async () => {
                    new Profile("ci", { userId: "svc-ci", profile: { locale: "en-GB" } });
                };
                const stack = await LocalWorkspace.createOrSelectStack(
                    { stackName: "inline", projectName: "test-project", program },
                    ${options},
                );
                await stack.up({ onOutput: console.log }).catch((error) => console.log("FAILED", error.message));
            `),
        );
    }

    const named = {
        "names it as main in its projectSettings":
            '{ projectSettings: { name: "test-project", runtime: "nodejs", main: folder } }',
        "names it as workDir, where it has a Pulumi.yaml": "{ workDir: folder }",
    };
    for (const [how, options] of Object.entries(named)) {
        it(`works that is started elsewhere and ${how}, without a warning`, async () => {
            const output = await up(options, { isElsewhere: true });
            expect(output).not.to.match(/warning:|error:|FAILED/);
            expect(contents(test.courier)).to.deep.equal({ "svc-ci": { locale: "en-GB" } });
        });
    }

    it("works, without a word, that is started from the folder with the package and names none", async () => {
        const output = await up("{}", { isElsewhere: false });
        expect(output)
            .not.to.match(/warning:|error:|FAILED/)
            .and.not.to.contain(hint);
        expect(contents(test.courier)).to.deep.equal({ "svc-ci": { locale: "en-GB" } });
    });

    it("fails that is started elsewhere and names no folder, and says which to name", async () => {
        const output = await up("{}", { isElsewhere: true });
        expect(output)
            .to.contain("FAILED")
            .and.to.contain(hint)
            .and.to.contain("main in projectSettings, or a workDir with a Pulumi.yaml");
        expect(test.courier.requests).to.be.empty;
    });
});
