import { expect } from "chai";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { startEmulator, type Emulator } from "../../../emulator";
import { exampleFile, exampleNames } from "../../../tools/schema/examples";
import { repository } from "../support/packed-package";
import { runFolder } from "../support/run-folder";
import { complaints, contents } from "../support/runs";
import { Stack } from "../support/stack";
import { API_KEY } from "../support/use-stack";
import { installedPlugin } from "../support/yaml-stack";

describe("In YAML,", function () {
    this.timeout(120_000);

    const otherKey = "key-of-the-other-workspace";
    let courier: Emulator;
    let other: Emulator;
    let stack: Stack | undefined;
    beforeEach(async () => {
        courier = await startEmulator({ apiKey: API_KEY });
        other = await startEmulator({ apiKey: otherKey });
    });
    afterEach(async () => {
        await stack?.remove();
        await courier.close();
        await other.close();
    });

    async function start(program: string): Promise<Stack> {
        const folder = await mkdtemp(path.join(runFolder(), "yaml-"));
        await writeFile(path.join(folder, "Pulumi.yaml"), program);
        return (stack = await Stack.of(folder, { COURIER_API_KEY: API_KEY, COURIER_BASE_URL: courier.url }));
    }

    it("the example of two workspaces and a set comes up, is unchanged by the next up, and is destroyed", async () => {
        const program = await readFile(path.join(repository, "examples/yaml/Pulumi.yaml"), "utf8");
        const running = await start(program.replace("../../plugin", await installedPlugin()));
        await running.setConfig("euApiKey", otherKey, { secret: true });
        await running.setConfig("euBaseUrl", other.url);
        expect(complaints(await running.up())).to.be.empty;
        const pipeline = { email: "pipeline@example.com", custom: { team: "platform" } };
        expect([contents(courier), contents(other)]).to.deep.equal([
            {
                "svc-pipeline": pipeline,
                "fixture-ada": { email: "ada@example.com", locale: "en-GB" },
                "fixture-lin": { email: "lin@example.com", custom: { plan: "team" } },
            },
            { "svc-pipeline": pipeline },
        ]);
        expect(await running.stateText()).not.to.contain(otherKey);
        await running.up({ args: ["--expect-no-changes"] });
        await running.destroy();
        expect([contents(courier), contents(other)]).to.deep.equal([
            { "svc-pipeline": {} },
            { "svc-pipeline": {} },
        ]);
    });

    for (const name of exampleNames) {
        it(`the documentation's example ${name} comes up, and is unchanged by the next up`, async () => {
            courier.profiles.set("user-ada", { email: "ada@example.com" });
            const settings = `name: test-project\nruntime: yaml\npackages:\n  courier: ${await installedPlugin()}\n`;
            const running = await start(settings + (await readFile(exampleFile(name, "yaml"), "utf8")));
            expect(complaints(await running.up())).to.be.empty;
            await running.up({ args: ["--expect-no-changes"] });
        });
    }
});
