import { readdirSync, readFileSync } from "node:fs";

/** What one process has used so far. Linux only: read from /proc. */
export interface ProcessUse {
    readonly pid: number;
    readonly command: string;
    /** Memory that it has in RAM now, pages that it shares with others included. */
    readonly residentBytes: number;
    /** Processor time of all its threads, in user and system mode. */
    readonly cpuSeconds: number;
}

/** What Linux has for `sysconf(_SC_CLK_TCK)` and `_SC_PAGESIZE` on all machines that Node.js is built for. */
const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4096;

/** A process and those that it has started, and those that they have started in turn. */
export function processTree(root: number): ProcessUse[] {
    const all = readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name))
        .flatMap((name) => readProcess(Number(name)) ?? []);
    const found = all.filter(({ pid }) => pid === root);
    for (let parents = found; parents.length > 0;) {
        parents = all.filter(({ parent }) => parents.some(({ pid }) => pid === parent));
        found.push(...parents);
    }
    return found;
}

function readProcess(pid: number): (ProcessUse & { readonly parent: number }) | undefined {
    try {
        const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
        // The name, in brackets, can hold anything; the numbers after it are fields 3 and on of proc(5).
        const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        const field = (number: number) => Number(fields[number - 3]);
        return {
            pid,
            parent: field(4),
            command: readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " "),
            residentBytes: field(24) * PAGE_BYTES,
            cpuSeconds: (field(14) + field(15)) / TICKS_PER_SECOND,
        };
    } catch {
        // Ended while it was looked at.
        return undefined;
    }
}
