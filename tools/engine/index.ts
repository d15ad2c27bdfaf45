import path from "node:path";
import { buildCli, MINIMUM_GO_VERSION } from "./build";
import { cacheRoot, fillCache } from "./cache";
import { downloadCli } from "./download";
import {
    installationIn,
    installationOnPath,
    MINIMUM_VERSION,
    NotInstalled,
    oneLine,
    type Installation,
} from "./installation";
import type { Log } from "./progress";

/** A Pulumi CLI that is ready to run Node.js programs with dynamic providers. */
export interface PulumiEngine extends Installation {
    /** How it was come by. */
    origin: "path" | "cache" | "download" | "build";
}

export interface PulumiEngineOptions {
    /** Environment in which to look, download and build. Default: `process.env`. */
    env?: NodeJS.ProcessEnv;
    /** Takes each line of progress. Default: standard error. */
    log?: Log;
    /** Downloads the CLI into `<root>/bin`. Default: the SDK's installer of official releases. */
    download?: (root: string, env: NodeJS.ProcessEnv, log: Log) => Promise<void>;
}

/**
 * Finds a Pulumi CLI, or makes one: the one on PATH, the one an earlier run put into the cache folder, the official
 * download, a build from Go modules, whichever works first. A build takes about five minutes; all later runs take
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
    const root = cacheRoot(env);
    const ways: { origin: PulumiEngine["origin"]; name: string; attempt: () => Promise<Installation> }[] = [
        { origin: "path", name: "pulumi on PATH", attempt: () => installationOnPath(env) },
        { origin: "cache", name: "pulumi in the cache", attempt: () => installationIn(root, env) },
        {
            origin: "download",
            name: "official download",
            attempt: () => fillCache(root, env, (staging) => download(staging, env, log)),
        },
        {
            origin: "build",
            name: "build from Go modules",
            attempt: () => fillCache(root, env, (staging) => buildCli(staging, env, log)),
        },
    ];

    const failures: string[] = [];
    for (const { origin, name, attempt } of ways) {
        try {
            const installation = await attempt();
            if (origin === "download" || origin === "build") {
                log(
                    `engine: pulumi ${installation.version} is ready in ${path.dirname(installation.binDir)}`,
                );
            }
            return { ...installation, origin };
        } catch (error) {
            const reason = oneLine(error);
            if (!(error instanceof NotInstalled)) log(`engine: ${name}: ${reason}`);
            failures.push(`  ${name}: ${reason}`);
        }
    }
    throw new Error(
        [
            "engine: no Pulumi CLI could be found or made:",
            ...failures,
            `Install the Pulumi CLI >= ${MINIMUM_VERSION} on PATH (https://www.pulumi.com/docs/install/), ` +
                `or Go >= ${MINIMUM_GO_VERSION}, then run this again.`,
        ].join("\n"),
    );
}
