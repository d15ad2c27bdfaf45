import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { pulumiEngine, type PulumiEngine } from "../../../tools/pulumi-cli";
import { readEvents, type EngineEvents } from "./engine-events";
import { descendants, killAll, type ProcessInfo } from "../../../tools/processes";

/** How a command of the CLI ended. */
export interface CliResult extends EngineEvents {
    /** Null where a signal ended it. */
    readonly exitCode: number | null;
    readonly stdout: string;
    /** Standard output and standard error, as they came. */
    readonly output: string;
}

/** A command of the CLI that has been started. */
export interface RunningCli {
    readonly result: Promise<CliResult>;
    /** The processes that it has started: language host, program, provider. */
    children(): Promise<ProcessInfo[]>;
    /** Of these the provider; undefined where none runs. */
    provider(): Promise<ProcessInfo | undefined>;
    /** Resolves when the output has this text; fails if it ends without. */
    says(text: string): Promise<void>;
    /** Sends SIGINT, as Ctrl-C does. */
    interrupt(): void;
    /** Sends SIGKILL to the CLI alone: what it has started lives on for a while, as in a real crash. */
    kill(): Promise<void>;
    /** Ends the CLI, where it still runs, and all that it has started. */
    end(): Promise<void>;
}

let engine: Promise<PulumiEngine> | undefined;

/** The PATH on which the CLI is found, behind what `env` has. */
export async function cliSearchPath(env: NodeJS.ProcessEnv): Promise<string> {
    const { binDir } = await (engine ??= pulumiEngine());
    return [env.PATH, binDir, process.env.PATH]
        .filter((folders) => folders !== undefined)
        .join(path.delimiter);
}

/**
 * Starts `pulumi` with `args`; its events are read from the file `eventLog`, for commands that take the option.
 * What `env` has as PATH comes before all else that is there.
 */
export async function startCli(
    args: readonly string[],
    { cwd, env, eventLog }: { cwd: string; env: NodeJS.ProcessEnv; eventLog?: string },
): Promise<RunningCli> {
    const { command } = await (engine ??= pulumiEngine());
    const eventArgs = eventLog === undefined ? [] : ["--event-log", eventLog];
    const cli = spawn(command, ["--non-interactive", "--color", "never", ...args, ...eventArgs], {
        cwd,
        env: { ...env, PATH: await cliSearchPath(env) },
        stdio: ["ignore", "pipe", "pipe"],
    });
    const exit = once(cli, "exit") as Promise<[number | null]>;
    const close = once(cli, "close");
    let stdout = "";
    let output = "";
    cli.stdout.setEncoding("utf8").on("data", (text: string) => {
        stdout += text;
        output += text;
    });
    cli.stderr.setEncoding("utf8").on("data", (text: string) => {
        output += text;
    });
    await once(cli, "spawn");
    const pid = cli.pid as number;

    let orphans: ProcessInfo[] = [];
    async function kill(): Promise<void> {
        if (cli.exitCode !== null || cli.signalCode !== null) return;
        // Stopped first, so that it starts nothing between the count and its end.
        cli.kill("SIGSTOP");
        orphans = await descendants(pid);
        cli.kill("SIGKILL");
        await exit;
    }

    return {
        result: exit.then(async ([exitCode]) => {
            // After SIGKILL, what the CLI has started may hold its output open.
            if (exitCode !== null) await close;
            const events = await readEvents(eventLog);
            return { exitCode, stdout, output, ...events };
        }),
        children: () => descendants(pid),
        provider: async () =>
            (await descendants(pid)).find(({ command }) =>
                /node .*\/(dynamic-provider|plugin)\//.test(command),
            ),
        async says(text) {
            const ended = close.then(() => {
                if (!output.includes(text))
                    throw new Error(`pulumi ended without saying "${text}":\n${output}`);
            });
            while (!output.includes(text)) {
                const heard = new AbortController();
                const { signal } = heard;
                // What has lost the race must not listen on.
                await Promise.race([
                    once(cli.stdout, "data", { signal }),
                    once(cli.stderr, "data", { signal }),
                    ended,
                ]).finally(() => {
                    heard.abort();
                });
            }
        },
        interrupt: () => void cli.kill("SIGINT"),
        kill,
        async end() {
            await kill();
            await killAll(orphans);
        },
    };
}
