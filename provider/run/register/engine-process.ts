import { readFileSync, readlinkSync } from "node:fs";

interface ProcessFacts {
    readonly parent: number;
    readonly name: string;
    /** When it began, in any notation that is the same each time. */
    readonly began: string;
}

/** So far above a program or a provider process, with a language host or a shell between them. */
const mostAncestors = 6;

/**
 * Names the engine that runs this process so that no other one is named alike, before or after: by its process and when
 * that began. Undefined where this process is not the engine's (the program of Pulumi's Automation API), or where the
 * system does not tell (Windows).
 */
export function engineProcess(): string | undefined {
    let pid = process.ppid;
    for (let steps = 0; steps < mostAncestors && pid > 1; steps++) {
        const facts = factsOf(pid);
        if (facts === undefined) {
            return undefined;
        }
        if (facts.name === "pulumi") {
            return nameOf(pid, facts);
        }
        pid = facts.parent;
    }
    return undefined;
}

/** Names this process likewise; undefined where the system does not tell. */
export function thisProcess(): string | undefined {
    const facts = factsOf(process.pid);
    return facts && nameOf(process.pid, facts);
}

/** Whether the process that was named so still runs; undefined where that cannot be told. */
export function isRunning(name: string): boolean | undefined {
    const [place = "", pid = ""] = name.split(" ", 2);
    if (place !== namespaceOfProcesses()) {
        return undefined;
    }
    const facts = factsOf(Number(pid));
    return facts !== undefined && nameOf(Number(pid), facts) === name;
}

function nameOf(pid: number, { began }: ProcessFacts): string {
    return `${namespaceOfProcesses()} ${pid} ${began}`;
}

function factsOf(pid: number): ProcessFacts | undefined {
    try {
        return process.platform === "linux"
            ? linuxFacts(pid)
            : process.platform === "darwin"
              ? macFacts(pid)
              : undefined;
    } catch {
        // It has ended, or is hidden from this user.
        return undefined;
    }
}

/** See proc(5): the name in parentheses may hold any character, the rest are numbers. */
function linuxFacts(pid: number): ProcessFacts {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const end = stat.lastIndexOf(")");
    const fields = stat.slice(end + 2).split(" ");
    return {
        name: stat.slice(stat.indexOf("(") + 1, end),
        parent: Number(fields[1]),
        began: fields[19] ?? "",
    };
}

function macFacts(pid: number): ProcessFacts {
    // Loaded here alone, as it takes a tenth of what the native provider takes to start.
    const { execFileSync } = process.getBuiltinModule("node:child_process");
    const output = execFileSync("/bin/ps", ["-o", "ppid=,lstart=,comm=", "-p", String(pid)], {
        encoding: "utf8",
        env: { LC_ALL: "C" },
    }).trim();
    const [, parent = "", began = "", command = ""] =
        /^(\d+)\s+(\w+ +\w+ +\d+ +[\d:]+ +\d+)\s+(.*)$/.exec(output) ?? [];
    return {
        parent: Number(parent),
        began: began.replace(/\s+/g, "_"),
        name: command.slice(command.lastIndexOf("/") + 1),
    };
}

/** Containers that share a folder of temporary files number their processes each for itself, and boots anew. */
function namespaceOfProcesses(): string {
    if (process.platform !== "linux") {
        return process.platform;
    }
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot}/${readlinkSync("/proc/self/ns/pid")}`;
}
