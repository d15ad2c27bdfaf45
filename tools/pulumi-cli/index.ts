import path from "node:path";
import { buildCli } from "./build";
import { cacheFolder, fillCache } from "./cache";
import { downloadCli } from "./download";
import { MINIMUM_GO_VERSION } from "./go";
import {
    installationIn,
    installationOnPath,
    MINIMUM_VERSION,
    NotInstalled,
    oneLine,
    PINNED_VERSION,
    type Installation,
} from "./installation";
import type { Log } from "./progress";

/** A Pulumi CLI that is ready to run programs in Node.js, with dynamic providers, in YAML and in Python. */
export interface PulumiEngine extends Installation {
    /** How it was come by. */
    origin: "path" | "cache" | "download" | "build";
}

export interface PulumiEngineOptions {
    /**
     * Environment in which to look, download and build. `PULUMI_VERSION`, such as "3.259.0", asks for that version
     * and no other. Default: `process.env`.
     */
    env?: NodeJS.ProcessEnv;
    /** Takes each line of progress. Default: standard error. */
    log?: Log;
    /** Downloads the CLI into `<root>/bin`. Default: the SDK's installer of official releases. */
    download?: typeof downloadCli;
}

/**
 * Finds a Pulumi CLI, or makes one: the one on PATH, the one an earlier run put into the cache folder, the official
 * download, a build from Go modules, whichever works first. A build takes about six minutes; all later runs take
 * what it leaves in `$XDG_CACHE_HOME/pulumi-courier` (by default `~/.cache/pulumi-courier`).
 *
 * @throws Error that lists why each way failed and what to install.
 *
 * @example
 * ```ts
 * const { command, binDir } = await pulumiEngine();
 * execFileSync(command, ["about"], { env: { ...process.env, PATH: `${binDir}:${process.env.PATH}` } });
 * ```
 */
export async function pulumiEngine({
    env = process.env,
    log = (line) => process.stderr.write(`${line}\n`),
    download = downloadCli,
}: PulumiEngineOptions = {}): Promise<PulumiEngine> {
    const { PULUMI_VERSION: asked } = env;
    if (asked !== undefined && !/^\d+\.\d+\.\d+$/.test(asked)) {
        throw new Error(`tools: PULUMI_VERSION must be a version such as "${PINNED_VERSION}", or not set`);
    }
    const version = asked ?? PINNED_VERSION;
    const root = path.join(cacheFolder(env), `pulumi-${version}`);
    const check = (folder: string) => installationIn(folder, version, env);
    const ways: { origin: PulumiEngine["origin"]; name: string; attempt: () => Promise<Installation> }[] = [
        { origin: "path", name: "pulumi on PATH", attempt: () => installationOnPath(env, asked) },
        { origin: "cache", name: "pulumi in the cache", attempt: () => check(root) },
        {
            origin: "download",
            name: "official download",
            attempt: () => fillCache(root, (staging) => download(staging, version, env, log), check),
        },
        {
            origin: "build",
            name: "build from Go modules",
            attempt: () => fillCache(root, (staging) => buildCli(staging, version, env, log), check),
        },
    ];

    const failures: string[] = [];
    for (const { origin, name, attempt } of ways) {
        try {
            const installation = await attempt();
            if (origin === "download" || origin === "build") {
                log(`tools: pulumi ${version} is ready in ${root}`);
            }
            return { ...installation, origin };
        } catch (error) {
            const reason = oneLine(error);
            if (!(error instanceof NotInstalled)) log(`tools: ${name}: ${reason}`);
            failures.push(`  ${name}: ${reason}`);
        }
    }
    throw new Error(
        [
            "tools: no Pulumi CLI could be found or made:",
            ...failures,
            `Install the Pulumi CLI ${asked ?? `>= ${MINIMUM_VERSION}`} on PATH (https://www.pulumi.com/docs/install/), ` +
                `or Go >= ${MINIMUM_GO_VERSION}, then run this again.`,
        ].join("\n"),
    );
}
