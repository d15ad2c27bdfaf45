import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import { startEmulator, type Emulator } from "../../../emulator";
import { complaints, contents, writes } from "../../engine/support/runs";
import { Stack, type Environment } from "../../engine/support/stack";
import { API_KEY } from "../../engine/support/use-stack";
import { declared, programs, SECRET, type ProgramName } from "./programs";
import { nodeFolder } from "./versions";

export interface LifeOptions {
    /** A project whose packages are installed. */
    readonly folder: string;
    readonly program?: ProgramName;
    /** The version of Node.js that runs the program and the provider. Default: the one that runs the tests. */
    readonly node?: string;
    /** Set for every command. */
    readonly env?: Environment;
}

/**
 * Runs a stack from its first up to its destruction, and fails where a command fails, or leaves other profiles in
 * Courier than it should.
 *
 * @returns the version of the SDK that the program has found
 */
export async function liveShortLife({
    folder,
    program = "JavaScript as CommonJS",
    node = process.versions.node,
    env = {},
}: LifeOptions): Promise<string> {
    await writeProgram(folder, program);
    const courier = await startEmulator({ apiKey: API_KEY });
    const stack = await Stack.of(folder, {
        PATH: await nodeFolder(node),
        COURIER_API_KEY: API_KEY,
        COURIER_BASE_URL: courier.url,
        ...env,
    });
    try {
        return await live(courier, stack, node);
    } finally {
        await stack.remove();
        await courier.close();
    }
}

async function live(courier: Emulator, stack: Stack, node: string): Promise<string> {
    expect((await stack.up()).changes).to.deep.equal({ create: 2 });
    expect(contents(courier)).to.deep.equal(declared);
    expect(await stack.stateText()).not.to.contain(SECRET);
    const { resources = [] } = await stack.exportState();
    const outputs = resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs;
    expect(outputs).to.include({ userId: "svc-ci", node });

    courier.clearRequests();
    for (const command of ["preview", "refresh"] as const) {
        const result = await stack[command]({ args: ["--expect-no-changes"] });
        expect(result.changes, command).to.deep.equal({ same: 2 });
        expect(complaints(result), command).to.be.empty;
    }
    expect(writes(courier)).to.be.empty;

    await stack.destroy();
    expect(contents(courier)).to.deep.equal({ "svc-ci": {}, "test-ada": {}, "test-lin": {} });
    return outputs?.sdk as string;
}

async function writeProgram(folder: string, name: ProgramName): Promise<void> {
    const { files, packageJson } = programs[name];
    const settings = { name: "compatibility", runtime: "nodejs" };
    await writeFile(path.join(folder, "Pulumi.yaml"), JSON.stringify(settings));
    const packageFile = path.join(folder, "package.json");
    const installed = JSON.parse(await readFile(packageFile, "utf8").catch(() => "{}")) as object;
    await writeFile(packageFile, JSON.stringify({ ...installed, ...packageJson }));
    for (const [file, text] of Object.entries(files)) await writeFile(path.join(folder, file), text);
}
