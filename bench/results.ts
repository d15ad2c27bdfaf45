import { readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { PluginStart } from "./plugin-start";
import type { Case, CaseRun, OperationFigures } from "./run-case";
import { operations, type Operation } from "./subject";

/** Medians of a case's runs. */
export interface CaseResult {
    readonly subject: string;
    readonly title: string;
    readonly profiles: number;
    readonly latencyMs: number;
    readonly runs: number;
    readonly operations: Readonly<Partial<Record<Operation, OperationResult>>>;
    readonly stateBytes?: number;
    readonly stateBytesPerProfile?: number;
}

export interface OperationResult extends OperationFigures {
    /** Of each run, in the order in which they ran. */
    readonly secondsOfRuns: readonly number[];
}

/** One of the figures that the project wants to reach. */
export interface Criterion {
    readonly criterion: string;
    readonly figure: string;
    readonly limit: string;
    /** Undefined where what it compares has not been measured. */
    readonly met: boolean | undefined;
}

/** Everything that a run of the benchmark has found. */
export interface Results {
    readonly command: string;
    readonly date: string;
    readonly minutes: number;
    readonly versions: Readonly<Record<string, string>>;
    readonly machine: string;
    /** What is not in the figures, and why. */
    readonly leftOut: readonly string[];
    readonly pluginStart: PluginStart;
    readonly acceptance: readonly Criterion[];
    readonly cases: readonly CaseResult[];
}

export function caseResult({ subject, size, latencyMs }: Case, runs: readonly CaseRun[]): CaseResult {
    const results: Partial<Record<Operation, OperationResult>> = {};
    for (const operation of operations) {
        const figures = runs.flatMap((run) => run.operations[operation] ?? []);
        const [first] = figures;
        if (first === undefined) continue;
        results[operation] = {
            seconds: round(median(figures.map(({ seconds }) => seconds)), 3),
            secondsOfRuns: figures.map(({ seconds }) => round(seconds, 3)),
            peakBytes: median(figures.map(({ peakBytes }) => peakBytes)),
            providerBytes: median(figures.map(({ providerBytes }) => providerBytes)),
            cpuSeconds: medians(figures.map(({ cpuSeconds }) => cpuSeconds)),
            requests: medians(figures.map(({ requests }) => requests)),
            connections: median(figures.map(({ connections }) => connections)),
        };
    }
    const states = runs.flatMap(({ stateBytes }) => stateBytes ?? []);
    return {
        subject: subject.name,
        title: subject.title,
        profiles: size,
        latencyMs,
        runs: runs.length,
        operations: results,
        ...(states.length > 0 && {
            stateBytes: median(states),
            stateBytesPerProfile: Math.round(median(states) / size),
        }),
    };
}

/** Writes them in one go, so that a run that is stopped leaves the whole figures of the last time. */
export async function writeResults(file: string, results: Results): Promise<void> {
    await writeFile(`${file}.partial`, `${JSON.stringify(results, undefined, 2)}\n`);
    await rename(`${file}.partial`, file);
}

/** The machine in general terms, and nothing that would name it. */
export function machine(): string {
    const gibibytes = Math.round(os.totalmem() / 2 ** 30);
    return `${os.availableParallelism()} cores, ${gibibytes} GiB of memory, ${process.platform} ${process.arch}`;
}

/** The version of an installed package. */
export function packageVersion(name: string): string {
    const file = path.resolve(__dirname, "../node_modules", name, "package.json");
    return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

function medians(records: readonly Readonly<Record<string, number>>[]): Record<string, number> {
    const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
    return Object.fromEntries(
        names.map((name) => [name, round(median(records.map((record) => record[name] ?? 0)), 2)]),
    );
}

export function median(values: readonly number[]): number {
    const sorted = values.toSorted((a, b) => a - b);
    const middle = Math.floor(sorted.length / 2);
    const upper = sorted[middle] ?? NaN;
    return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

function round(value: number, digits: number): number {
    return Number(value.toFixed(digits));
}
