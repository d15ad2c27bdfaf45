import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const root = join(__dirname, "../../..");

/** A running `courier-emulator`. */
export class Command {
    readonly #child: ChildProcess;
    readonly #ended: Promise<unknown>;
    stdout = "";
    stderr = "";

    constructor(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
        this.#child = spawn(process.execPath, ["--import", "tsx", join(root, "emulator/cli.ts"), ...args], {
            cwd: root,
            env: { PATH: process.env.PATH, ...env },
            stdio: ["ignore", "pipe", "pipe"],
        });
        this.#child.stdout?.on("data", (data: Buffer) => (this.stdout += data.toString()));
        this.#child.stderr?.on("data", (data: Buffer) => (this.stderr += data.toString()));
        this.#ended = once(this.#child, "close");
    }

    /** Resolves with its URL once it says that it listens. */
    async url(): Promise<string> {
        const [, url = ""] = await this.line(/listening on (\S+)/);
        return url;
    }

    /** Resolves when its output matches. */
    async line(pattern: RegExp): Promise<RegExpExecArray> {
        for (;;) {
            const match = pattern.exec(this.stdout);
            if (match) {
                return match;
            }
            const ended = this.#ended.then(() => {
                throw new Error(`ended without ${String(pattern)}: ${this.stdout}${this.stderr}`);
            });
            ended.catch(() => undefined);
            await Promise.race([once(this.#child.stdout as NodeJS.ReadableStream, "data"), ended]);
        }
    }

    kill(signal: NodeJS.Signals): void {
        this.#child.kill(signal);
    }

    /** Resolves with its exit code, or the signal that ended it. */
    async end(): Promise<number | NodeJS.Signals | null> {
        await this.#ended;
        return this.#child.exitCode ?? this.#child.signalCode;
    }
}

/** Starts commands, and ends after each test of the suite those that still run. */
export function useCommands(): (args: readonly string[], env?: Readonly<Record<string, string>>) => Command {
    let commands: Command[] = [];
    afterEach(async () => {
        for (const command of commands) {
            command.kill("SIGKILL");
        }
        await Promise.all(commands.map((command) => command.end()));
        commands = [];
    });
    return (args, env) => {
        const command = new Command(args, env);
        commands.push(command);
        return command;
    };
}
