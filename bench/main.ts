// `npm run bench`: measures this provider and what a user could take in its place, on the real CLI and the emulator.
import path from "node:path";
import { mkdir } from "node:fs/promises";
import { packedPackage } from "../tests/engine/support/packed-package";
import { mochaGlobalSetup, mochaGlobalTeardown } from "../tests/engine/support/run-folder";
import { pulumiEngine, type PulumiEngine } from "../tools/pulumi-cli";
import { acceptance } from "./acceptance";
import { drawCharts } from "./charts";
import { openTofu, OPENTOFU_VERSION, RESTAPI_VERSION } from "./opentofu/build";
import { readOptions, type Options } from "./options";
import { measurePluginStart } from "./plugin-start";
import { plan, type Subjects } from "./plan";
import { caseResult, machine, packageVersion, writeResults, type Results } from "./results";
import { runCase, type Case, type CaseRun } from "./run-case";
import { openTofuSubject } from "./subjects/opentofu";
import { pulumiSubject } from "./subjects/pulumi";
import { scriptSubject } from "./subjects/script";
import { yamlResources, yamlSubject } from "./subjects/yaml";
import type { Subject } from "./subject";
import { acceptanceTable, caseLine, caseTable } from "./tables";

/** Requests at a time: none beside it, a usual number, and ProfileSet's own (`bulkConcurrency`). */
const SCRIPT_CONCURRENCIES = [1, 16, 32];

/** OpenTofu's default, and ProfileSet's number. */
const OPENTOFU_PARALLELISM = [10, 32];

/** Pulumi's default is four times the number of cores. */
const PULUMI_PARALLEL = [1, 8, 32];

const PLUGIN_STARTS = 21;

const withoutCheckpoints = { PULUMI_SKIP_CHECKPOINTS: "true" };

async function bench(options: Options): Promise<void> {
    const started = performance.now();
    const leftOut: string[] = [];
    const engine = await pulumiEngine();
    const subjects = allSubjects(engine, await openTofuSubjects(options, leftOut));
    const cases = plan(subjects, options).filter(
        ({ subject }) => options.subjects?.includes(subject.name) ?? true,
    );
    leftOut.push(
        "operations and runs that take minutes: each operation says of how many runs it is the median",
    );

    const { folder: parent } = await packedPackage();
    const pluginStart = await measurePluginStart(PLUGIN_STARTS);
    await mkdir(options.out, { recursive: true });
    const runs = new Map<Case, CaseRun[]>();
    const results = (): Results => {
        const measured = [...runs].map(([measuredCase, itsRuns]) => caseResult(measuredCase, itsRuns));
        return {
            command: shownCommand(process.argv.slice(2)),
            date: new Date().toISOString().slice(0, 10),
            minutes: Math.round((performance.now() - started) / 6000) / 10,
            versions: versions(engine, subjects),
            machine: machine(),
            leftOut,
            pluginStart,
            acceptance: acceptance(measured, pluginStart),
            cases: measured,
        };
    };

    const resultsFile = path.join(options.out, "results.json");
    for (const nextCase of interleaved(cases)) {
        const itsRuns = runs.get(nextCase) ?? [];
        runs.set(nextCase, itsRuns);
        const { operations, runs: allRuns, wholeRuns = allRuns } = nextCase;
        const wanted = itsRuns.length < wholeRuns ? operations : operations.slice(0, 1);
        const run = await runCase(nextCase, wanted, parent);
        itsRuns.push(run);
        console.error(caseLine(nextCase, run, itsRuns.length));
        await writeResults(resultsFile, results());
    }

    const { cases: measured, acceptance: criteria } = results();
    await drawCharts(path.join(options.out, "charts"), measured);
    console.log(caseTable(measured));
    console.log(acceptanceTable(criteria));
    for (const text of leftOut) console.log(`Left out: ${text}`);
    console.log(`Written: ${path.relative(process.cwd(), resultsFile)} and the charts beside it`);
}

/** How this run was started, but for where its results go, which is a path of this machine. */
function shownCommand(args: readonly string[]): string {
    const shown = args.filter((arg, index) => !/^--out(=|$)/.test(arg) && args[index - 1] !== "--out");
    return ["npm run bench", ...(shown.length > 0 ? ["--", ...shown] : [])].join(" ");
}

/**
 * The cases in rounds, one run of each: what slows the machine down for a while then hits all of them, and not all
 * runs of one. A benchmark that is stopped leaves at least one run of the most.
 */
function interleaved(cases: readonly Case[]): Case[] {
    const rounds = Math.max(0, ...cases.map(({ runs }) => runs));
    return Array.from({ length: rounds }, (_, round) => cases.filter(({ runs }) => runs > round)).flat();
}

function allSubjects(engine: PulumiEngine, openTofuSubjectsFound: readonly Subject[]): Subjects {
    const profile = { name: "profile", title: "Profile, one resource each", program: "profile" };
    const bareNoOp = {
        name: "bare-no-op",
        title: "no-op resource as short as Profile (the strictest floor)",
        program: "bare-no-op",
        sendsRequests: false,
    };
    return {
        profileSets: [
            pulumiSubject(engine, {
                name: "profile-set",
                title: "ProfileSet of objects, one resource",
                program: "profile-set",
            }),
            pulumiSubject(engine, {
                name: "profile-set-text",
                title: "ProfileSet of JSON texts, one resource",
                program: "profile-set-text",
            }),
        ],
        profile: pulumiSubject(engine, profile),
        yamlProfileSets: [
            yamlSubject(engine, {
                name: "yaml-profile-set",
                title: "ProfileSet of objects in YAML, native provider",
                resources: yamlResources.setOfObjects,
            }),
            yamlSubject(engine, {
                name: "yaml-profile-set-text",
                title: "ProfileSet of JSON texts in YAML, native provider",
                resources: yamlResources.setOfTexts,
            }),
        ],
        yamlProfile: yamlSubject(engine, {
            name: "yaml-profile",
            title: "Profile in YAML, native provider, one resource each",
            resources: yamlResources.profiles,
        }),
        yamlEmpty: yamlSubject(engine, {
            name: "yaml-empty",
            title: "empty program in YAML (the floor)",
            resources: yamlResources.empty,
            sendsRequests: false,
        }),
        noOp: pulumiSubject(engine, {
            name: "no-op",
            title: "no-op dynamic resource (the floor)",
            program: "no-op",
            sendsRequests: false,
        }),
        bareNoOp: pulumiSubject(engine, bareNoOp),
        documentation: pulumiSubject(engine, {
            name: "documentation",
            title: "dynamic provider, documentation style",
            program: "documentation",
        }),
        profileWithoutCheckpoints: pulumiSubject(engine, {
            ...profile,
            name: `${profile.name}-skip-checkpoints`,
            title: `${profile.title}, PULUMI_SKIP_CHECKPOINTS`,
            env: withoutCheckpoints,
        }),
        bareNoOpWithoutCheckpoints: pulumiSubject(engine, {
            ...bareNoOp,
            name: `${bareNoOp.name}-skip-checkpoints`,
            title: `${bareNoOp.title}, PULUMI_SKIP_CHECKPOINTS`,
            env: withoutCheckpoints,
        }),
        parallelProfiles: PULUMI_PARALLEL.map((parallel) =>
            pulumiSubject(engine, {
                ...profile,
                name: `${profile.name}-parallel-${parallel}`,
                title: `${profile.title}, --parallel ${parallel}`,
                args: ["--parallel", String(parallel)],
            }),
        ),
        scripts: SCRIPT_CONCURRENCIES.map(scriptSubject),
        openTofu: openTofuSubjectsFound,
    };
}

async function openTofuSubjects({ buildsOpenTofu }: Options, leftOut: string[]): Promise<Subject[]> {
    try {
        const found = await openTofu(process.env, buildsOpenTofu, (line) => {
            console.error(line);
        });
        return OPENTOFU_PARALLELISM.map((parallelism) => openTofuSubject(found, parallelism));
    } catch (error) {
        leftOut.push(`OpenTofu with restapi: ${(error as Error).message}`);
        return [];
    }
}

function versions(engine: PulumiEngine, { openTofu: openTofuFound }: Subjects): Record<string, string> {
    const packages = ["@pulumi/pulumi", "@trycourier/courier", "node-fetch"];
    return {
        pulumi: engine.version,
        node: process.versions.node,
        ...Object.fromEntries(packages.map((name) => [name, packageVersion(name)])),
        ...(openTofuFound.length > 0 && { opentofu: OPENTOFU_VERSION, restapi: RESTAPI_VERSION }),
    };
}

async function main(): Promise<void> {
    const options = readOptions(process.argv.slice(2));
    await mochaGlobalSetup();
    try {
        await bench(options);
    } finally {
        await mochaGlobalTeardown();
    }
}

main().catch((error: unknown) => {
    console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
});
