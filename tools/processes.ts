import { execFile } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";

export interface ProcessInfo {
    readonly pid: number;
    readonly command: string;
}

/** The processes that `pid` has started, and those that they have started in turn. */
export async function descendants(pid: number): Promise<ProcessInfo[]> {
    const all = await allProcesses();
    const found: ProcessInfo[] = [];
    for (let parents = [pid]; parents.length > 0;) {
        const children = all.filter(({ parent }) => parents.includes(parent));
        found.push(...children);
        parents = children.map((child) => child.pid);
    }
    return found;
}

/** Resolves when the process has ended. Of one that somebody else has started there is no event, so it is asked for. */
export async function endOf(process: ProcessInfo): Promise<void> {
    while (isAmong(await allProcesses(), process)) await delay(100);
}

/** Kills those of `processes` that still run. */
export async function killAll(processes: readonly ProcessInfo[]): Promise<void> {
    if (processes.length === 0) return;
    const all = await allProcesses();
    for (const process of processes) if (isAmong(all, process)) kill(process.pid);
}

/** By the command too, as the system gives the id of an ended process to another one. */
function isAmong(all: readonly ProcessInfo[], { pid, command }: ProcessInfo): boolean {
    return all.some((running) => running.pid === pid && running.command === command);
}

async function allProcesses(): Promise<(ProcessInfo & { parent: number })[]> {
    const { stdout } = await promisify(execFile)("ps", ["-A", "-ww", "-o", "pid=,ppid=,args="]);
    return stdout.split("\n").flatMap((line) => {
        const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
        return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
    });
}

function kill(pid: number): void {
    try {
        process.kill(pid, "SIGKILL");
    } catch (error) {
        // Ended in the meantime.
        if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
}
