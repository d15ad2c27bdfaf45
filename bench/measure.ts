import { spawn } from "node:child_process";
import { once } from "node:events";
import { processTree } from "./process-tree";

/** A command to be timed. */
export interface Command {
    readonly file: string;
    readonly args: readonly string[];
    readonly cwd: string;
    readonly env: NodeJS.ProcessEnv;
}

/** What a command took, all the processes that it has started included. */
export interface Measurement {
    readonly seconds: number;
    /**
     * The most that they had in RAM together at the same time. Memory that they share counts in each, so the truth
     * is a little less.
     */
    readonly peakBytes: number;
    /** What the largest provider process had in RAM when it was last seen; 0 where there was none. */
    readonly providerBytes: number;
    /** Processor seconds, by the part that the processes play (see {@link partOf}). */
    readonly cpuSeconds: Readonly<Record<string, number>>;
}

const SAMPLE_MS = 100;

/**
 * Runs a command to its end.
 *
 * @throws Error with all that it has printed, where it fails.
 */
export async function measure({ file, args, cwd, env }: Command): Promise<Measurement> {
    const started = performance.now();
    const child = spawn(file, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8").on("data", (text: string) => {
            output += text;
        });
    }
    const close = once(child, "close") as Promise<[number | null]>;
    await once(child, "spawn");

    let peakBytes = 0;
    const providerBytes = new Map<number, number>();
    const cpuOfProcess = new Map<number, { readonly part: string; readonly seconds: number }>();
    const sample = () => {
        const tree = processTree(child.pid as number);
        peakBytes = Math.max(
            peakBytes,
            tree.reduce((sum, { residentBytes }) => sum + residentBytes, 0),
        );
        for (const { pid, command, cpuSeconds, residentBytes } of tree) {
            // A process that has just ended has no command any more.
            const part = command === "" ? cpuOfProcess.get(pid)?.part : undefined;
            cpuOfProcess.set(pid, { part: part ?? partOf(command), seconds: cpuSeconds });
            if (partOf(command) === "provider") providerBytes.set(pid, residentBytes);
        }
    };
    sample();
    const timer = setInterval(sample, SAMPLE_MS);
    const [exitCode] = await close.finally(() => {
        clearInterval(timer);
    });
    const seconds = (performance.now() - started) / 1000;
    if (exitCode !== 0) {
        throw new Error(`${file} ${args.join(" ")} ended with ${exitCode}, after printing:\n${output}`);
    }

    const cpuSeconds: Record<string, number> = {};
    for (const { part, seconds: used } of cpuOfProcess.values()) {
        cpuSeconds[part] = (cpuSeconds[part] ?? 0) + used;
    }
    return { seconds, peakBytes, providerBytes: Math.max(0, ...providerBytes.values()), cpuSeconds };
}

/** The part that a process plays in a run. */
function partOf(command: string): string {
    if (/dynamic-provider|terraform-provider|resource-courier\S*\/start\.cjs/.test(command))
        return "provider";
    if (command.includes("cmd/run")) return "program";
    return /^\S*node /.test(command) && command.includes("script.cjs") ? "program" : "engine";
}
