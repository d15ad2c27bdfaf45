import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { ALL_LATENCIES, ALL_SIZES, type PlanOptions } from "./plan";

const usage = `Usage: npm run bench -- [options]

Measures pulumi-courier, and what else brings profiles into Courier, on the real Pulumi CLI and the emulator.

  --runs N       runs of each case, of which the median counts (default: 5)
  --sizes A,B    numbers of profiles (default: ${ALL_SIZES.join(",")})
  --subjects A,B what to measure, by the names in results.json (default: everything)
  --quick        one run of 10 profiles: whether the benchmark itself works
  --opentofu     builds OpenTofu and its restapi provider from Go modules, where an earlier run has not: five
                 minutes, once. Without them they are left out.
  --out FOLDER   where results.json and the charts go (default: bench; with --quick a temporary folder)
`;

export interface Options extends PlanOptions {
    readonly out: string;
    /** Undefined measures everything. */
    readonly subjects: readonly string[] | undefined;
    /** Whether OpenTofu may be built. */
    readonly buildsOpenTofu: boolean;
}

/** @throws Error that says how it is used, where the arguments cannot be understood. */
export function readOptions(args: readonly string[]): Options {
    try {
        const { values } = parseArgs({
            args: [...args],
            options: {
                runs: { type: "string" },
                sizes: { type: "string" },
                subjects: { type: "string" },
                quick: { type: "boolean", default: false },
                opentofu: { type: "boolean", default: false },
                out: { type: "string" },
            },
        });
        const { quick: isQuick } = values;
        const defaultOut = isQuick ? path.join(os.tmpdir(), "pulumi-courier-bench") : __dirname;
        return {
            buildsOpenTofu: values.opentofu,
            runs: positive(values.runs ?? (isQuick ? "1" : "5")),
            sizes: values.sizes?.split(",").map(positive) ?? (isQuick ? [10] : ALL_SIZES),
            latencies: isQuick ? [0] : ALL_LATENCIES,
            subjects: values.subjects?.split(","),
            out: path.resolve(values.out ?? defaultOut),
        };
    } catch (error) {
        throw new Error(`${(error as Error).message}\n\n${usage}`, { cause: error });
    }
}

function positive(text: string): number {
    if (!/^[1-9]\d*$/.test(text)) throw new Error(`"${text}" is not a whole number above 0`);
    return Number(text);
}
