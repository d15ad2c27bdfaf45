import type { Case } from "./run-case";
import { operations, type Subject } from "./subject";

/** The subjects, by what the plan asks of them. */
export interface Subjects {
    /** ProfileSet with objects, and with texts. */
    readonly profileSets: readonly Subject[];
    readonly profile: Subject;
    /** The same through the native provider, in YAML. */
    readonly yamlProfileSets: readonly Subject[];
    readonly yamlProfile: Subject;
    /** A program in YAML that declares nothing: what none in YAML can be faster than. */
    readonly yamlEmpty: Subject;
    readonly noOp: Subject;
    /** A no-op resource with the shortest text: what no dynamic resource can be faster than. */
    readonly bareNoOp: Subject;
    readonly documentation: Subject;
    readonly profileWithoutCheckpoints: Subject;
    readonly bareNoOpWithoutCheckpoints: Subject;
    /** Profile at several values of --parallel. */
    readonly parallelProfiles: readonly Subject[];
    readonly scripts: readonly Subject[];
    /** Empty where there is no OpenTofu. */
    readonly openTofu: readonly Subject[];
}

export interface PlanOptions {
    readonly sizes: readonly number[];
    /** What the server takes for each answer, in milliseconds. */
    readonly latencies: readonly number[];
    readonly runs: number;
}

export const ALL_SIZES = [1, 10, 100, 1000, 10_000];
export const ALL_LATENCIES = [0, 50];

/** Of one resource a profile, and of OpenTofu: more take too long. */
const MOST_RESOURCES = 1000;

/** Of a script that waits for each answer. */
const MOST_ONE_AT_A_TIME = 100;

/** A stack of this many resources takes a minute for its first up alone. */
const SLOW_RESOURCES = 1000;

/** Where --parallel is measured: it matters on a server that takes its time. */
const PARALLEL_SIZE = 100;
const PARALLEL_LATENCY_MS = 50;

/** A script has no state: writing what has not changed, or has changed, or taking it away is all the same to it. */
const scriptOperations = ["firstUp", "refresh"] as const;

/**
 * The cases, those that say most first. Of what takes minutes some operations run once or not at all, so that the
 * whole takes about an hour.
 */
export function plan(subjects: Subjects, { sizes, latencies, runs }: PlanOptions): Case[] {
    const bySize = sizes.toSorted((a, b) => importance(a) - importance(b));
    const slow = slowCases(subjects, runs);
    return [
        ...bySize.flatMap((size) =>
            latencies.flatMap((latencyMs) => manyAtATime(subjects, size, latencyMs, runs)),
        ),
        ...bySize.flatMap((size) => (size < SLOW_RESOURCES ? resourceEach(subjects, size, runs) : [])),
        ...(sizes.includes(PARALLEL_SIZE) && latencies.includes(PARALLEL_LATENCY_MS)
            ? parallel(subjects, runs)
            : []),
        ...(sizes.includes(SLOW_RESOURCES) ? [...withoutCheckpoints(subjects, runs), ...slow] : []),
    ];
}

/** Whatever can write many profiles at a time. */
function manyAtATime(
    { profileSets, yamlProfileSets, scripts, openTofu }: Subjects,
    size: number,
    latencyMs: number,
    runs: number,
): Case[] {
    const isLarge = size > MOST_RESOURCES;
    const common = { size, latencyMs, runs };
    const isWholeLife = latencyMs === 0 || size === MOST_RESOURCES;
    const wholeLife = isWholeLife ? operations : (["firstUp"] as const);
    const measuredScripts = scripts.filter(
        ({ name }) => (name !== "script-1" || size <= MOST_ONE_AT_A_TIME) && !(isLarge && latencyMs > 0),
    );
    return [
        ...[...profileSets, ...(latencyMs > 0 ? [] : yamlProfileSets)].map((subject) => ({
            ...common,
            subject,
            operations: wholeLife,
        })),
        ...measuredScripts.map((subject) => ({
            ...common,
            subject,
            operations: isLarge ? (["firstUp"] as const) : scriptOperations,
        })),
        ...(isLarge || latencyMs > 0 ? [] : openTofu).map((subject) => ({
            ...common,
            subject,
            operations: wholeLife,
            wholeRuns: size < MOST_RESOURCES ? runs : 1,
        })),
    ];
}

/** Whatever makes each profile a resource of the engine, on a server without latency. */
function resourceEach(
    { profile, yamlProfile, yamlEmpty, noOp, documentation }: Subjects,
    size: number,
    runs: number,
): Case[] {
    const others = size === 1 ? [yamlEmpty] : [];
    return [profile, yamlProfile, noOp, documentation, ...others].map((subject) => ({
        subject,
        size,
        latencyMs: 0,
        operations,
        runs,
    }));
}

/** Single resources where the engine's checkpoints are out of the way, and the rest shows. */
function withoutCheckpoints(subjects: Subjects, runs: number): Case[] {
    return [subjects.profileWithoutCheckpoints, subjects.bareNoOpWithoutCheckpoints].map((subject) => ({
        subject,
        size: SLOW_RESOURCES,
        latencyMs: 0,
        operations: ["firstUp", "unchangedUp"],
        runs,
    }));
}

function parallel({ parallelProfiles }: Subjects, runs: number): Case[] {
    return parallelProfiles.map((subject) => ({
        subject,
        size: PARALLEL_SIZE,
        latencyMs: PARALLEL_LATENCY_MS,
        operations: ["firstUp"],
        runs,
    }));
}

function slowCases({ profile, yamlProfile, noOp, bareNoOp, documentation }: Subjects, runs: number): Case[] {
    const common = { size: SLOW_RESOURCES, latencyMs: 0, wholeRuns: 1 };
    const upsAlone = ["firstUp", "unchangedUp", "oneChanged"] as const;
    return [
        ...[profile, yamlProfile, noOp].map((subject) => ({ ...common, subject, operations, runs })),
        { ...common, subject: bareNoOp, operations: upsAlone, runs },
        // Minutes each.
        { ...common, subject: documentation, operations: upsAlone, runs: 1 },
    ];
}

/** Sizes in the order of what they tell: most figures compare 1,000 with 1. */
function importance(size: number): number {
    const order = [1000, 1, 10_000, 100, 10];
    const position = order.indexOf(size);
    return position === -1 ? order.length : position;
}
