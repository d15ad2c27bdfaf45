import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { median } from "./results";

/** Medians, in seconds. */
export interface PluginStart {
    /** From the launch of the native provider until it tells the port that it listens at. */
    readonly launchToPort: number;
    /** What Node.js takes to do nothing. */
    readonly bareNode: number;
}

const plugin = path.resolve(__dirname, "../plugin/pulumi-resource-courier");

/** Starts both in turn, so that what slows the machine down hits both. */
export async function measurePluginStart(runs: number): Promise<PluginStart> {
    const launches: number[] = [];
    const bare: number[] = [];
    for (let run = 0; run < runs; run++) {
        launches.push(await secondsToPort());
        bare.push(await secondsOfBareNode());
    }
    return { launchToPort: median(launches), bareNode: median(bare) };
}

async function secondsToPort(): Promise<number> {
    const started = performance.now();
    const provider = spawn(plugin, [], { stdio: ["pipe", "pipe", "inherit"] });
    await once(provider.stdout, "data");
    const seconds = (performance.now() - started) / 1000;
    // It ends with its standard input.
    provider.stdin.end();
    await once(provider, "close");
    return seconds;
}

async function secondsOfBareNode(): Promise<number> {
    const started = performance.now();
    await once(spawn(process.execPath, ["-e", "0"], { stdio: "ignore" }), "exit");
    return (performance.now() - started) / 1000;
}
