import { requestText } from "./acceptance";
import type { CaseResult, Criterion } from "./results";
import type { Case, CaseRun } from "./run-case";
import { operations } from "./subject";

/** One line about a run that has just ended. */
export function caseLine({ subject, size, latencyMs, runs }: Case, run: CaseRun, count: number): string {
    const times = operations.flatMap((operation) => {
        const figures = run.operations[operation];
        return figures ? `${operation} ${figures.seconds.toFixed(2)}` : [];
    });
    return `bench: ${subject.name}, ${size} profiles, ${latencyMs} ms, run ${count}/${runs}: ${times.join(", ")} s`;
}

/** The medians of all cases. */
export function caseTable(cases: readonly CaseResult[]): string {
    const header = [
        "subject",
        "profiles",
        "ms",
        "runs",
        ...operations.map((operation) => `${operation} s`),
        "requests (first up)",
        "connections",
        "peak MiB",
        "state B/profile",
    ];
    const rows = cases.map((result) => {
        const { firstUp } = result.operations;
        const peaks = operations.map((operation) => result.operations[operation]?.peakBytes ?? 0);
        return [
            result.subject,
            String(result.profiles),
            String(result.latencyMs),
            String(result.runs),
            ...operations.map((operation) => result.operations[operation]?.seconds.toFixed(2) ?? ""),
            firstUp ? requestText(firstUp.requests) : "",
            String(firstUp?.connections ?? ""),
            String(Math.round(Math.max(...peaks) / 2 ** 20)),
            String(result.stateBytesPerProfile ?? ""),
        ];
    });
    return table([header, ...rows]);
}

/** The acceptance figures. */
export function acceptanceTable(criteria: readonly Criterion[]): string {
    const rows = criteria.map(({ criterion, figure, limit, met }) => [
        criterion,
        figure,
        limit,
        met === undefined ? "" : met ? "met" : "MISSED",
    ]);
    return table([["criterion", "figure", "limit", "verdict"], ...rows]);
}

/** A Markdown table with its columns in line. */
function table(rows: readonly (readonly string[])[]): string {
    const [header = []] = rows;
    const widths = header.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
    const line = (cells: readonly string[]) =>
        `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
    const separator = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
    return `\n${[line(header), separator, ...rows.slice(1).map(line)].join("\n")}\n`;
}
