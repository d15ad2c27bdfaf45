import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { TopLevelSpec } from "vega-lite";
import type { CaseResult } from "./results";
import { operations, type Operation } from "./subject";

const WIDTH = 360;

const operationTitles: Readonly<Record<Operation, string>> = {
    firstUp: "first up",
    unchangedUp: "unchanged up",
    oneChanged: "one changed",
    refresh: "refresh",
    destroy: "destroy",
};

/** In charts, the size that most figures are stated for. */
const TYPICAL_SIZE = 1000;

/** Draws the figures as SVG files in `folder`; a chart that there are no figures for is not drawn. */
export async function drawCharts(folder: string, cases: readonly CaseResult[]): Promise<void> {
    await mkdir(folder, { recursive: true });
    // Both are ES modules only.
    const [{ parse, View }, { compile }] = await Promise.all([import("vega"), import("vega-lite")]);
    for (const [name, spec] of Object.entries(charts(cases))) {
        if (spec === undefined) continue;
        const view = new View(parse(compile(spec).spec), { renderer: "none" });
        await writeFile(path.join(folder, `${name}.svg`), `${await view.toSVG()}\n`);
        view.finalize();
    }
}

function charts(cases: readonly CaseResult[]): Record<string, TopLevelSpec | undefined> {
    const shown = cases.filter(({ subject }) => !isVariant(subject));
    return {
        "first-up": firstUp(shown.filter(({ latencyMs }) => latencyMs === 0)),
        "first-up-50ms": firstUp(shown.filter(({ latencyMs }) => latencyMs === 50)),
        operations: operationsOfTypicalSize(shown),
        memory: memory(shown.filter(({ latencyMs }) => latencyMs === 0)),
        state: state(shown),
    };
}

/** Whether it is another subject with a setting of the engine, which would crowd the charts. */
function isVariant(subject: string): boolean {
    return /-(?:skip-checkpoints|parallel-\d+)$/.test(subject);
}

function firstUp(cases: readonly CaseResult[]): TopLevelSpec | undefined {
    const values = cases.flatMap(({ title, profiles, operations: { firstUp: figures } }) =>
        figures ? { title, profiles, value: figures.seconds } : [],
    );
    const latency = cases[0]?.latencyMs ?? 0;
    return lines(values, `First up, seconds (a server that answers after ${latency} ms)`);
}

function memory(cases: readonly CaseResult[]): TopLevelSpec | undefined {
    const values = cases.flatMap(({ title, profiles, operations: { firstUp: figures } }) =>
        figures ? { title, profiles, value: figures.peakBytes / 2 ** 20 } : [],
    );
    return lines(values, "First up, peak memory of all processes, MiB");
}

/** A line a subject over the number of profiles, both on logarithmic scales. */
function lines(
    values: readonly { title: string; profiles: number; value: number }[],
    title: string,
): TopLevelSpec | undefined {
    if (values.length === 0) return undefined;
    return {
        ...frame(title),
        width: WIDTH,
        height: WIDTH,
        data: { values: [...values] },
        mark: { type: "line", point: true },
        encoding: {
            x: {
                field: "profiles",
                type: "quantitative",
                scale: { type: "log" },
                axis: { title: "profiles", values: [1, 10, 100, 1000, 10_000], format: "," },
            },
            y: {
                field: "value",
                type: "quantitative",
                scale: { type: "log" },
                axis: { title: null, format: "~g" },
            },
            color: { field: "title", type: "nominal", title: null, legend: { labelLimit: 320 } },
        },
    };
}

function operationsOfTypicalSize(cases: readonly CaseResult[]): TopLevelSpec | undefined {
    const values = cases
        .filter(({ profiles, latencyMs }) => profiles === TYPICAL_SIZE && latencyMs === 0)
        .flatMap((result) =>
            operations.flatMap((operation) => {
                const figures = result.operations[operation];
                return figures
                    ? {
                          title: result.title,
                          operation: operationTitles[operation],
                          seconds: figures.seconds,
                      }
                    : [];
            }),
        );
    if (values.length === 0) return undefined;
    return {
        ...frame(`${TYPICAL_SIZE.toLocaleString("en")} profiles, seconds for each operation`),
        data: { values },
        mark: "bar",
        width: WIDTH,
        height: { step: 14 },
        encoding: {
            row: {
                field: "operation",
                type: "nominal",
                sort: Object.values(operationTitles),
                title: null,
                header: { labelAngle: 0, labelAlign: "left" },
            },
            y: { field: "title", type: "nominal", axis: null },
            x: {
                field: "seconds",
                type: "quantitative",
                scale: { type: "symlog" },
                axis: { title: "seconds", values: [0, 1, 3, 10, 30, 100, 300] },
            },
            color: { field: "title", type: "nominal", title: null, legend: { labelLimit: 320 } },
        },
    };
}

function state(cases: readonly CaseResult[]): TopLevelSpec | undefined {
    const values = cases
        .filter(
            ({ profiles, latencyMs, stateBytesPerProfile: bytes }) =>
                profiles === TYPICAL_SIZE && latencyMs === 0 && bytes !== undefined,
        )
        .map(({ title, stateBytesPerProfile: bytes }) => ({ title, bytes }));
    if (values.length === 0) return undefined;
    return {
        ...frame("State, bytes a profile of 60 bytes"),
        data: { values },
        mark: "bar",
        width: WIDTH,
        encoding: {
            y: { field: "title", type: "nominal", sort: "x", axis: { title: null, labelLimit: 320 } },
            x: { field: "bytes", type: "quantitative", axis: { title: null } },
        },
    };
}

/** Pages with a dark background show the charts too. */
function frame(title: string) {
    return {
        $schema: "https://vega.github.io/schema/vega-lite/v6.json",
        title,
        background: "white",
        padding: 12,
    } as const;
}
