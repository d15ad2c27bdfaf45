import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { TopLevelSpec } from "vega-lite";
import type { CaseResult } from "./results";
import { operations, type Operation } from "./subject";

const WIDTH = 420;

/** The most that a name of a subject takes. */
const NAME_WIDTH = 240;

/** Readable on white and on black: pages with a dark background show the charts too. */
const GREY = "#8b8f94";
const COLORS = ["#2f81f7", "#3fb950", "#db6d28", "#a371f7", "#d4a017", "#e5534b", "#1b9aaa"];

/** The subjects in the charts, by what a reader chooses among; the tables have the others. */
const SHOWN: Readonly<Record<string, string>> = {
    "profile-set": "ProfileSet, objects",
    "profile-set-text": "ProfileSet, texts",
    "yaml-profile-set": "ProfileSet in YAML (native)",
    profile: "Profile, one each",
    documentation: "dynamic provider, docs style",
    "opentofu-10": "OpenTofu + restapi",
    "script-32": "SDK script, 32 at a time",
};

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
    const shown = cases.filter(({ subject }) => subject in SHOWN);
    return {
        "first-up": firstUp(shown.filter(({ latencyMs }) => latencyMs === 0)),
        "first-up-50ms": firstUp(shown.filter(({ latencyMs }) => latencyMs === 50)),
        operations: operationsOfTypicalSize(shown),
        memory: memory(shown.filter(({ latencyMs }) => latencyMs === 0)),
        state: state(shown),
    };
}

function firstUp(cases: readonly CaseResult[]): TopLevelSpec | undefined {
    const values = cases.flatMap(({ subject, profiles, operations: { firstUp: figures } }) =>
        figures ? { name: SHOWN[subject] ?? subject, profiles, value: figures.seconds } : [],
    );
    const latency = cases[0]?.latencyMs ?? 0;
    return lines(values, `First up, seconds (a server that answers after ${latency} ms)`);
}

function memory(cases: readonly CaseResult[]): TopLevelSpec | undefined {
    const values = cases.flatMap(({ subject, profiles, operations: { firstUp: figures } }) =>
        figures ? { name: SHOWN[subject] ?? subject, profiles, value: figures.peakBytes / 2 ** 20 } : [],
    );
    return lines(values, "First up, peak memory of all processes, MiB");
}

/** A line a subject over the number of profiles, both on logarithmic scales, its name beside its last point. */
function lines(
    values: readonly { name: string; profiles: number; value: number }[],
    title: string,
): TopLevelSpec | undefined {
    if (values.length === 0) return undefined;
    const ends = [...new Set(values.map(({ name }) => name))].map((name) => {
        const own = values.filter((value) => value.name === name);
        return own.reduce((last, value) => (value.profiles > last.profiles ? value : last));
    });
    const color = {
        field: "name",
        type: "nominal",
        legend: null,
        scale: { domain: Object.values(SHOWN), range: COLORS },
    } as const;
    const sizes = [1, 10, 100, 1000, 10_000];
    const x = {
        field: "profiles",
        type: "quantitative" as const,
        scale: { type: "log" as const, domain: [1, 10_000] },
        axis: { title: "profiles", values: sizes, format: "," },
    };
    return {
        ...frame(title),
        width: WIDTH,
        height: WIDTH,
        layer: [
            {
                data: { values: [...values] },
                mark: { type: "line", point: true },
                encoding: {
                    x,
                    y: {
                        field: "value",
                        type: "quantitative",
                        scale: { type: "log" },
                        axis: { title: null, format: "~g" },
                    },
                    color,
                },
            },
            {
                data: { values: apart(ends) },
                mark: { type: "text", align: "left", dx: 8, fontSize: 12, clip: false },
                encoding: {
                    x,
                    y: { field: "place", type: "quantitative", scale: { type: "log" } },
                    text: { field: "name", type: "nominal" },
                    color,
                },
            },
        ],
    };
}

/** Where each name stands: at its line's end, moved up where another one stands too near. */
function apart(
    ends: readonly { name: string; profiles: number; value: number }[],
): { name: string; profiles: number; place: number }[] {
    const nearest = 1.28;
    const placed: { name: string; profiles: number; place: number }[] = [];
    for (const { name, profiles, value } of ends.toSorted((a, b) => a.value - b.value)) {
        const below = placed.filter((other) => other.profiles === profiles).at(-1);
        placed.push({
            name,
            profiles,
            place: below ? Math.max(value, below.place * nearest) : value,
        });
    }
    return placed;
}

function operationsOfTypicalSize(cases: readonly CaseResult[]): TopLevelSpec | undefined {
    const values = cases
        .filter(({ profiles, latencyMs }) => profiles === TYPICAL_SIZE && latencyMs === 0)
        .flatMap((result) =>
            operations.flatMap((operation) => {
                const figures = result.operations[operation];
                return figures
                    ? {
                          name: SHOWN[result.subject] ?? result.subject,
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
        height: { step: 15 },
        encoding: {
            row: {
                field: "operation",
                type: "nominal",
                sort: Object.values(operationTitles),
                title: null,
                header: { labelAngle: 0, labelAlign: "left", labelColor: GREY },
            },
            y: {
                field: "name",
                type: "nominal",
                axis: { title: null, labelLimit: NAME_WIDTH, ticks: false },
            },
            x: {
                field: "seconds",
                type: "quantitative",
                scale: { type: "symlog" },
                axis: { title: "seconds", values: [0, 1, 3, 10, 30, 100, 300] },
            },
            color: {
                field: "name",
                type: "nominal",
                legend: null,
                scale: { domain: Object.values(SHOWN), range: COLORS },
            },
        },
    };
}

function state(cases: readonly CaseResult[]): TopLevelSpec | undefined {
    const values = cases
        .filter(
            ({ profiles, latencyMs, stateBytesPerProfile: bytes }) =>
                profiles === TYPICAL_SIZE && latencyMs === 0 && bytes !== undefined,
        )
        .map(({ subject, stateBytesPerProfile: bytes }) => ({ name: SHOWN[subject] ?? subject, bytes }));
    if (values.length === 0) return undefined;
    return {
        ...frame("State, bytes a profile of 60 bytes"),
        data: { values },
        mark: { type: "bar", color: COLORS[0] ?? GREY },
        width: WIDTH,
        encoding: {
            y: { field: "name", type: "nominal", sort: "x", axis: { title: null, labelLimit: NAME_WIDTH } },
            x: { field: "bytes", type: "quantitative", axis: { title: null } },
        },
    };
}

function frame(title: string) {
    const text = { labelColor: GREY, titleColor: GREY };
    return {
        $schema: "https://vega.github.io/schema/vega-lite/v6.json",
        title,
        background: "transparent",
        padding: 12,
        config: {
            title: { color: GREY },
            axis: { ...text, gridColor: GREY, gridOpacity: 0.25, domainColor: GREY, tickColor: GREY },
            view: { stroke: null },
        },
    } as const;
}
