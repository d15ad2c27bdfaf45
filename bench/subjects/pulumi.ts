import { copyFile, mkdir, readdir, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { cliEnvironment } from "../../tests/engine/support/stack";
import type { PulumiEngine } from "../../tools/pulumi-cli";
import { measure, type Command } from "../measure";
import { API_KEY, isChangedIn, type Operation, type Session, type Subject } from "../subject";

const commands: Readonly<Record<Operation, string>> = {
    firstUp: "up",
    unchangedUp: "up",
    oneChanged: "up",
    refresh: "refresh",
    destroy: "destroy",
};

const programs = path.resolve(__dirname, "../programs");

export interface PulumiSubjectOptions {
    readonly name: string;
    readonly title: string;
    /** The program, a file of the programs folder without its ending. */
    readonly program: string;
    readonly sendsRequests?: boolean;
    /** Settings of the engine, such as PULUMI_SKIP_CHECKPOINTS. */
    readonly env?: NodeJS.ProcessEnv;
    /** Further arguments of up, refresh and destroy. */
    readonly args?: readonly string[];
}

/** A Pulumi program on the real CLI, with a backend of its own in files. */
export function pulumiSubject(
    engine: PulumiEngine,
    { name, title, program, sendsRequests = true, env: engineEnv = {}, args = [] }: PulumiSubjectOptions,
): Subject {
    async function start(folder: string, size: number, courierUrl: string): Promise<Session> {
        const env: NodeJS.ProcessEnv = {
            ...cliEnvironment(folder),
            ...engineEnv,
            PATH: `${engine.binDir}${path.delimiter}${process.env.PATH}`,
            COURIER_API_KEY: API_KEY,
            COURIER_BASE_URL: courierUrl,
            BENCH_SIZE: String(size),
        };
        for (const subfolder of ["tmp", "backend"]) await mkdir(path.join(folder, subfolder));
        for (const file of ["profiles.cjs", `${program}.cjs`]) {
            await copyFile(path.join(programs, file), path.join(folder, file));
        }
        const bareProvider = path.join(folder, "node_modules/bare-no-op-provider");
        await mkdir(bareProvider, { recursive: true });
        await copyFile(path.join(programs, "bare-no-op-provider.cjs"), path.join(bareProvider, "index.cjs"));
        const runtime = { name: "nodejs", options: { typescript: false } };
        await writeFile(path.join(folder, "Pulumi.yaml"), JSON.stringify({ name: "bench", runtime }));
        await writeFile(path.join(folder, "package.json"), JSON.stringify({ main: `${program}.cjs` }));

        const pulumi = (args: readonly string[], more: NodeJS.ProcessEnv = {}): Command => ({
            file: engine.command,
            args: [...args, "--non-interactive", "--color", "never"],
            cwd: folder,
            env: { ...env, ...more },
        });
        await measure(pulumi(["stack", "init", env.PULUMI_STACK ?? ""]));
        return {
            command: (operation) =>
                pulumi([commands[operation], "--yes", "--skip-preview", ...args], {
                    BENCH_CHANGED: String(isChangedIn(operation)),
                }),
            stateBytes: () => stateBytes(folder),
        };
    }
    return { name, title, sendsRequests, start };
}

async function stateBytes(folder: string): Promise<number> {
    const stacks = path.join(folder, "backend/.pulumi/stacks/bench");
    const [file = ""] = (await readdir(stacks)).filter((name) => name.endsWith(".json"));
    return (await stat(path.join(stacks, file))).size;
}
