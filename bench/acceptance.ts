import type { CaseResult, Criterion } from "./results";
import type { PluginStart } from "./plugin-start";
import { operations, type Operation } from "./subject";

const GIBIBYTE = 2 ** 30;

/** Holds the figures against what the project wants to reach. */
export function acceptance(cases: readonly CaseResult[], pluginStart: PluginStart): Criterion[] {
    const find = (subject: string, profiles: number, latencyMs = 0) =>
        cases.find(
            (result) =>
                result.subject === subject && result.profiles === profiles && result.latencyMs === latencyMs,
        );
    const seconds = (
        subject: string,
        profiles: number,
        latencyMs = 0,
        operation: Operation = "firstUp",
    ): number => find(subject, profiles, latencyMs)?.operations[operation]?.seconds ?? NaN;

    const providerBytes = (subject: string): number =>
        find(subject, 1)?.operations.firstUp?.providerBytes ?? NaN;

    const set10000 = find("profile-set-text", 10_000)?.operations;
    const peaks = operations.map((operation) => set10000?.[operation]?.peakBytes ?? NaN);
    const changeRequests = set10000?.oneChanged?.requests;

    return [
        ratio(
            "1,000 Profiles, first up, against the no-op floor",
            seconds("profile", 1000) / seconds("no-op", 1000),
            1.05,
        ),
        ratio(
            "1,000 Profiles, first up, against a no-op resource as short as Profile",
            seconds("profile", 1000) / seconds("bare-no-op", 1000),
        ),
        ratio(
            "the same with PULUMI_SKIP_CHECKPOINTS (most of the engine's own time away)",
            seconds("profile-skip-checkpoints", 1000) / seconds("bare-no-op-skip-checkpoints", 1000),
        ),
        ratio(
            "1,000 Profiles, first up, against a provider in the documentation's style",
            seconds("profile", 1000) / seconds("documentation", 1000),
            0.5,
        ),
        limit(
            "state bytes a Profile, of 1,000",
            find("profile", 1000)?.stateBytesPerProfile ?? NaN,
            1300,
            String,
        ),
        ratio(
            "ProfileSet of 1,000 objects, first up, against OpenTofu + restapi (its best of 10 and 32 at a time)",
            seconds("profile-set", 1000) / least(seconds("opentofu-10", 1000), seconds("opentofu-32", 1000)),
            1,
        ),
        ratio(
            "ProfileSet of objects, first up of 1,000 against 1",
            seconds("profile-set", 1000) / seconds("profile-set", 1),
            2,
        ),
        ratio(
            "a Profile in YAML, first up, against an empty program in YAML",
            seconds("yaml-profile", 1) / seconds("yaml-empty", 1),
            1.6,
        ),
        ratio(
            "a Profile in YAML, first up, against one of the dynamic provider",
            seconds("yaml-profile", 1) / seconds("profile", 1),
            0.3,
        ),
        ratio(
            "the native provider's start until it listens, against a bare Node.js",
            pluginStart.launchToPort / pluginStart.bareNode,
            3,
        ),
        ratio(
            "memory of its process at the end of a first up, against the dynamic provider's",
            providerBytes("yaml-profile") / providerBytes("profile"),
            0.6,
        ),
        ratio(
            "ProfileSet of 10,000, first up, objects against texts",
            seconds("profile-set", 10_000) / seconds("profile-set-text", 10_000),
        ),
        ratio(
            "ProfileSet of 1,000 at 50 ms, first up, less that of 1, against the script at 32 at a time",
            (seconds("profile-set", 1000, 50) - seconds("profile-set", 1, 50)) /
                seconds("script-32", 1000, 50),
            1.3,
        ),
        limit(
            "ProfileSet of 10,000 texts: peak memory of all processes, in any operation",
            Math.max(...peaks),
            GIBIBYTE,
            (bytes) => `${Math.round(bytes / 2 ** 20)} MiB`,
        ),
        {
            criterion: "ProfileSet of 10,000 texts, one changed: requests",
            figure: changeRequests === undefined ? "not measured" : requestText(changeRequests),
            limit: "PUT 1",
            met: changeRequests && requestText(changeRequests) === "PUT 1",
        },
    ];
}

function ratio(criterion: string, value: number, most?: number): Criterion {
    if (most === undefined) {
        return {
            criterion,
            figure: text(value, (known) => known.toFixed(2)),
            limit: "none set",
            met: undefined,
        };
    }
    return limit(criterion, value, most, (known) => known.toFixed(2));
}

function limit(criterion: string, value: number, most: number, show: (value: number) => string): Criterion {
    return {
        criterion,
        figure: text(value, show),
        limit: `at most ${show(most)}`,
        met: Number.isNaN(value) ? undefined : value <= most,
    };
}

function text(value: number, show: (value: number) => string): string {
    return Number.isNaN(value) ? "not measured" : show(value);
}

/** The least of those that were measured. */
function least(...values: number[]): number {
    const known = values.filter((value) => !Number.isNaN(value));
    return known.length === 0 ? NaN : Math.min(...known);
}

export function requestText(requests: Readonly<Record<string, number>>): string {
    const methods = Object.entries(requests).map(([method, count]) => `${method} ${count}`);
    return methods.length === 0 ? "none" : methods.join(", ");
}
