import { copyFile, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { PulumiEngine } from "../../tools/pulumi-cli";
import { isChangedIn, type Session, type Subject } from "../subject";
import { PulumiProject } from "./pulumi-project";

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

/** A Pulumi program in JavaScript. */
export function pulumiSubject(
    engine: PulumiEngine,
    { name, title, program, sendsRequests = true, env = {}, args = [] }: PulumiSubjectOptions,
): Subject {
    async function start(folder: string, size: number, courierUrl: string): Promise<Session> {
        for (const file of ["profiles.cjs", `${program}.cjs`]) {
            await copyFile(path.join(programs, file), path.join(folder, file));
        }
        const bareProvider = path.join(folder, "node_modules/bare-no-op-provider");
        await mkdir(bareProvider, { recursive: true });
        await copyFile(path.join(programs, "bare-no-op-provider.cjs"), path.join(bareProvider, "index.cjs"));
        const runtime = { name: "nodejs", options: { typescript: false } };
        await writeFile(path.join(folder, "Pulumi.yaml"), JSON.stringify({ name: "bench", runtime }));
        await writeFile(path.join(folder, "package.json"), JSON.stringify({ main: `${program}.cjs` }));

        const project = new PulumiProject({
            engine,
            folder,
            courierUrl,
            env: { ...env, BENCH_SIZE: String(size) },
        });
        await project.init();
        return {
            command: (operation) =>
                project.operation(operation, args, {
                    env: { BENCH_CHANGED: String(isChangedIn(operation)) },
                }),
            stateBytes: () => project.stateBytes(),
        };
    }
    return { name, title, sendsRequests, start };
}
