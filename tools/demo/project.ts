import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { PulumiEngine } from "../pulumi-cli";
import { descendants, killAll } from "../processes";
import { colour, showCommand } from "./screen";

const repository = path.resolve(__dirname, "../..");

/** Leaves out what changes with each run of the engine, and what needs no look. */
const quiet = ["--suppress-progress", "--suppress-outputs"];

/** How long an interrupted `pulumi` has for an orderly end. */
const GRACE_MS = 10_000;

/** What a project is a copy of. */
export interface Source {
    /** A folder of this repository. */
    readonly folder: string;
    /** The file of it that is the program. */
    readonly program: string;
}

export const quickstart: Source = { folder: "examples/quickstart", program: "index.ts" };
export const everyLanguage: Source = { folder: "tools/demo/every-language", program: "Pulumi.yaml" };

export interface ProjectOptions {
    engine: PulumiEngine;
    /** Settings of the provider. */
    env: Record<string, string>;
    /** Interrupts a `pulumi` that runs, and lets no other start. */
    interrupt: AbortSignal;
}

/** A project with a stack of its own, all in a temporary folder. */
export class Project {
    private constructor(
        private readonly root: string,
        private readonly source: Source,
        private readonly options: ProjectOptions,
    ) {}

    static async create(source: Source, options: ProjectOptions): Promise<Project> {
        const root = await mkdtemp(path.join(os.tmpdir(), "pulumi-courier-demo-"));
        const project = new Project(root, source, options);
        try {
            for (const folder of ["tmp", "backend"]) await mkdir(path.join(project.root, folder));
            await cp(path.join(repository, source.folder), project.folder, { recursive: true });
            await symlink(
                path.join(repository, "node_modules"),
                path.join(project.root, "node_modules"),
                // Links to folders need no special rights on Windows if they are junctions.
                "junction",
            );
            await project.run(["stack", "init", "demo"], "pipe", false);
            return project;
        } catch (error) {
            await project.remove();
            throw error;
        }
    }

    private get folder(): string {
        return path.join(this.root, path.basename(this.source.folder));
    }

    private get program(): string {
        return path.join(this.folder, this.source.program);
    }

    readProgram(): Promise<string> {
        return readFile(this.program, "utf8");
    }

    /** Replaces `from` in the program. */
    async edit(from: string, to: string): Promise<void> {
        const text = await this.readProgram();
        if (!text.includes(from)) throw new Error(`${this.source.folder} no longer has ${from}`);
        await writeFile(this.program, text.replace(from, to));
    }

    /** Runs `pulumi` for all to see. */
    async pulumi(...args: string[]): Promise<void> {
        showCommand(`pulumi ${args.join(" ")}`);
        await this.run([...args, ...quiet], "inherit", colour);
    }

    /** Runs `pulumi` and returns what it prints, in colours. */
    record(...args: string[]): Promise<string> {
        return this.run([...args, ...quiet], "pipe", true);
    }

    async remove(): Promise<void> {
        await rm(this.root, { recursive: true, force: true, maxRetries: 5 });
    }

    private async run(args: string[], output: "inherit" | "pipe", colours: boolean): Promise<string> {
        const { engine, interrupt } = this.options;
        interrupt.throwIfAborted();
        const common = ["--non-interactive", "--color", colours ? "always" : "never"];
        const cli = spawn(engine.command, [...args, ...common], {
            cwd: this.folder,
            env: this.environment(),
            stdio: ["ignore", output, output],
            // A process group of its own: it takes a second Ctrl-C, from the terminal beside ours, for "at once".
            detached: true,
        });
        let printed = "";
        for (const stream of [cli.stdout, cli.stderr]) {
            stream?.setEncoding("utf8").on("data", (text: string) => (printed += text));
        }
        const exit = once(cli, output === "pipe" ? "close" : "exit") as Promise<[number | null]>;
        await once(cli, "spawn");

        const stop = () => {
            cli.kill("SIGINT");
            killer = setTimeout(() => void killWithChildren(cli.pid as number), GRACE_MS);
        };
        let killer: NodeJS.Timeout | undefined;
        interrupt.addEventListener("abort", stop, { once: true });
        const [exitCode] = await exit;
        interrupt.removeEventListener("abort", stop);
        clearTimeout(killer);

        interrupt.throwIfAborted();
        if (exitCode !== 0) throw new Error(`pulumi ${args.join(" ")} failed`);
        return printed;
    }

    private environment(): NodeJS.ProcessEnv {
        const { engine, env } = this.options;
        // Nothing else of the user's: no key, no log-in at Pulumi, no proxy.
        return {
            PATH: `${engine.binDir}${path.delimiter}${process.env.PATH}`,
            HOME: this.root,
            TMPDIR: path.join(this.root, "tmp"),
            PULUMI_HOME: path.join(this.root, "pulumi-home"),
            PULUMI_BACKEND_URL: `file://${path.join(this.root, "backend")}`,
            PULUMI_STACK: "demo",
            PULUMI_CONFIG_PASSPHRASE: "demo",
            PULUMI_SKIP_UPDATE_CHECK: "true",
            ...env,
        };
    }
}

async function killWithChildren(pid: number): Promise<void> {
    const children = await descendants(pid);
    process.kill(pid, "SIGKILL");
    await killAll(children);
}
