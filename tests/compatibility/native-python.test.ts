import { expect } from "chai";
import { cp, mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { startEmulator, type Emulator } from "../../emulator";
import { exampleFile, exampleNames } from "../../tools/schema/examples";
import { oncePerRun, runFolder } from "../engine/support/run-folder";
import { complaints, contents, writes } from "../engine/support/runs";
import { Stack } from "../engine/support/stack";
import { API_KEY } from "../engine/support/use-stack";
import { installedPlugin } from "../engine/support/yaml-stack";
import { exampleWithSdk, nativeSdk } from "./support/native-sdk";
import { run } from "./support/tools";

/** The newest on PyPI; the SDK that is made of a schema needs 3.269. */
const PULUMI = "3.272.0";

/** The commands of a virtual environment with Pulumi's SDK for Python and that of the native provider. */
function virtualEnvironment(): Promise<string> {
    return oncePerRun("venv", async (folder) => {
        await run(folder, "python3", ["-m", "venv", "."]);
        // Pip builds a package where it is.
        const sdk = path.join(folder, "courier");
        await cp(await nativeSdk("python"), sdk, { recursive: true });
        await run(folder, path.join(folder, "bin/pip"), ["install", "--quiet", `pulumi==${PULUMI}`, sdk]);
        return path.join(folder, "bin");
    });
}

/** What a project in Python has beside its program. */
async function projectSettings(): Promise<string> {
    const providers = [{ name: "courier", path: await installedPlugin() }];
    return JSON.stringify({ name: "test-project", runtime: "python", plugins: { providers } });
}

describe("A program in Python, with the SDK of the native provider,", function () {
    this.timeout(1_200_000);

    const otherKey = "key-of-the-other-workspace";
    let courier: Emulator;
    let other: Emulator;
    let stack: Stack;

    /** The stack of the project in the folder, which is set to use the emulators. */
    async function start(folder: string): Promise<void> {
        const env = {
            // Pulumi's host of version 3.68 takes the first python3 on PATH, whatever the project says.
            PATH: await virtualEnvironment(),
            COURIER_API_KEY: API_KEY,
            COURIER_BASE_URL: courier.url,
        };
        stack = await Stack.of(folder, env);
        await stack.setConfig("euApiKey", otherKey, { secret: true });
        await stack.setConfig("euBaseUrl", other.url);
    }

    async function withInstalledPlugin(folder: string): Promise<string> {
        const file = path.join(folder, "Pulumi.yaml");
        await writeFile(
            file,
            (await readFile(file, "utf8")).replace("../../plugin", await installedPlugin()),
        );
        return folder;
    }

    beforeEach(async () => {
        courier = await startEmulator({ apiKey: API_KEY });
        other = await startEmulator({ apiKey: otherKey });
    });
    afterEach(async () => {
        await stack.remove();
        await courier.close();
        await other.close();
    });

    it("the example: two workspaces and a set, unchanged by the next up, changed, destroyed", async () => {
        const folder = await withInstalledPlugin(await exampleWithSdk("python", "python"));
        await start(folder);
        const up = await stack.up();
        expect(complaints(up)).to.be.empty;
        const pipeline = { email: "pipeline@example.com", custom: { team: "platform" } };
        expect([contents(courier), contents(other)]).to.deep.equal([
            {
                "svc-pipeline": pipeline,
                "fixture-ada": { email: "ada@example.com", custom: { plan: "free" } },
                "fixture-lin": { email: "lin@example.com", custom: { plan: "team" } },
            },
            { "svc-pipeline": pipeline },
        ]);
        expect(await stack.stateText()).not.to.contain(otherKey);
        courier.clearRequests();
        await stack.up({ args: ["--expect-no-changes"] });
        await stack.refresh({ args: ["--expect-no-changes"] });
        expect(writes(courier)).to.be.empty;

        const file = path.join(folder, "__main__.py");
        await writeFile(file, (await readFile(file, "utf8")).replace('"lin": "team"', '"lin": "pro"'));
        expect((await stack.preview({ args: ["--diff"] })).output).to.match(/~ plan: "team" => "pro"/);
        await stack.destroy();
        expect([contents(courier), contents(other)]).to.deep.equal([
            { "svc-pipeline": {} },
            { "svc-pipeline": {} },
        ]);
    });

    it("keeps keys as they are spelled, secrets at their leaf, outputs of others, and any JSON", async () => {
        const folder = await mkdtemp(path.join(runFolder(), "python-"));
        await writeFile(path.join(folder, "Pulumi.yaml"), await projectSettings());
        await writeFile(
            path.join(folder, "__main__.py"),
            `
import pulumi
import pulumi_courier as courier
one = courier.Profile("one", user_id="ada", profile={
    "given_name": "Ada", "facebookPSID": "1", "custom": {"camelCase": {"snake_case": [1.5, True, None, {"a": "b"}]}},
    "slack": {"access_token": pulumi.Output.secret("xoxb-python-1")},
})
courier.ProfileSet("all", profiles={
    "lin": {"email": one.profile.apply(lambda p: p["given_name"] + "@example.com")},
    "text": '{"email": "text@example.com"}',
})
pulumi.export("name", courier.get_profile_output(user_id=one.id).profile["given_name"])
`,
        );
        await start(folder);
        expect((await stack.preview()).changes).to.deep.equal({ create: 2 });
        await stack.up();
        expect(contents(courier)).to.deep.equal({
            ada: {
                given_name: "Ada",
                facebookPSID: "1",
                custom: { camelCase: { snake_case: [1.5, true, null, { a: "b" }] } },
                slack: { access_token: "xoxb-python-1" },
            },
            lin: { email: "Ada@example.com" },
            text: { email: "text@example.com" },
        });
        expect(await stack.outputs()).to.deep.equal({ name: "Ada" });
        expect(await stack.stateText()).not.to.contain("xoxb-python-1");
        await stack.up({ args: ["--expect-no-changes"] });
    });

    for (const name of exampleNames) {
        it(`the documentation's example ${name} comes up`, async () => {
            courier.profiles.set("user-ada", { email: "ada@example.com" });
            const folder = path.join(await mkdtemp(path.join(runFolder(), "python-")), "project");
            await mkdir(folder);
            await cp(exampleFile(name, "python"), path.join(folder, "__main__.py"));
            await writeFile(path.join(folder, "Pulumi.yaml"), await projectSettings());
            await start(folder);
            expect(complaints(await stack.up())).to.be.empty;
            await stack.up({ args: ["--expect-no-changes"] });
        });
    }
});
