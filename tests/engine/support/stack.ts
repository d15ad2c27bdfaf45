import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { cliSearchPath, startCli, type CliResult, type RunningCli } from "./cli";
import { buildRepository, packedPackage, repository } from "./packed-package";
import { oncePerRun, runFolder } from "./run-folder";

const STACK = "test";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface StackOptions {
    /**
     * What the program finds as `pulumi-courier`: the packed package (the default), a copy of it that the test may
     * remove, or a link to the repository.
     */
    package?: keyof typeof packages;
    /** Files and folders of the repository that make up the project. Default: it has no program yet. */
    files?: readonly string[];
    /** Set for every command. */
    env?: Environment;
}

export interface CommandOptions {
    args?: readonly string[];
    /** Set for this command only; undefined unsets. */
    env?: Environment;
    /** Whether the command has to fail. Default: it has to succeed. */
    fails?: boolean;
}

/** The parts of a stack's state that tests look at. */
export interface State {
    readonly resources?: readonly {
        readonly urn: string;
        readonly type: string;
        readonly id?: string;
        readonly inputs?: Readonly<Record<string, unknown>>;
        readonly outputs?: Readonly<Record<string, unknown>>;
        readonly delete?: boolean;
    }[];
    readonly pending_operations?: readonly {
        readonly type: string;
        readonly resource: { readonly urn: string };
    }[];
}

/** The folder in whose node_modules the package is. */
const packages = {
    packed: async () => (await packedPackage()).folder,
    copied: copiedPackage,
    linked: linkedPackage,
};

/** A stack of a Pulumi project of its own, with a backend of its own, in a temporary folder. */
export class Stack {
    private readonly commands: RunningCli[] = [];

    private constructor(
        /** The project's folder. */
        readonly folder: string,
        private readonly env: Environment,
    ) {}

    /** A new stack, which has no resources. */
    static async create({ package: source = "packed", files, env = {} }: StackOptions = {}): Promise<Stack> {
        // The program finds its packages in the node_modules folder beside the project.
        const parent = await packages[source]();
        const folder = await mkdtemp(path.join(parent, "project-"));
        if (files === undefined) {
            await cp(await emptyProject(), folder, { recursive: true });
        } else {
            for (const file of files) {
                await cp(path.join(repository, file), path.join(folder, file), { recursive: true });
            }
            await initStack(folder);
        }
        return new Stack(folder, env);
    }

    /** A new stack of the project that is in `folder` already. */
    static async of(folder: string, env: Environment): Promise<Stack> {
        await initStack(folder);
        return new Stack(folder, env);
    }

    /** Makes `source`, a CommonJS module, the program. */
    async program(source: string): Promise<void> {
        await writeFile(path.join(this.folder, "index.js"), source);
    }

    async up(options: CommandOptions = {}): Promise<CliResult> {
        return finish(await this.startUp(options), options);
    }

    /** Starts an `up` and returns while it runs. */
    startUp(options: Omit<CommandOptions, "fails"> = {}): Promise<RunningCli> {
        return this.startWithEvents(["up", "--yes", "--skip-preview"], options);
    }

    async preview(options: CommandOptions = {}): Promise<CliResult> {
        return finish(await this.startWithEvents(["preview"], options), options);
    }

    async refresh(options: CommandOptions = {}): Promise<CliResult> {
        return finish(await this.startWithEvents(["refresh", "--yes", "--skip-preview"], options), options);
    }

    async destroy(options: CommandOptions = {}): Promise<CliResult> {
        return finish(await this.startWithEvents(["destroy", "--yes", "--skip-preview"], options), options);
    }

    /** Runs any other command, such as `["state", "taint", urn]`. */
    async run(args: readonly string[], options: Omit<CommandOptions, "args"> = {}): Promise<CliResult> {
        return finish(await this.start(args, options.env), options);
    }

    async setConfig(key: string, value: string, { secret = false } = {}): Promise<void> {
        await this.run(["config", "set", secret ? "--secret" : "--plaintext", key, "--", value]);
    }

    /**
     * Runs `source`, a CommonJS module, with Node.js in the project's folder: a program that uses Pulumi's Automation
     * API, for example. Answers what it prints.
     */
    async script(source: string): Promise<string> {
        await writeFile(path.join(this.folder, "script.js"), source);
        const environment = { ...cliEnvironment(this.folder), ...this.env };
        const { stdout } = await promisify(execFile)(process.execPath, ["script.js"], {
            cwd: this.folder,
            env: { ...environment, PATH: await cliSearchPath(environment) },
            maxBuffer: 64 * 1024 * 1024,
        });
        return stdout;
    }

    /** The stack's outputs, secrets in plain text. */
    async outputs(): Promise<Record<string, unknown>> {
        const { stdout } = await this.run(["stack", "output", "--json", "--show-secrets"]);
        return JSON.parse(stdout) as Record<string, unknown>;
    }

    /** What the backend has stored: secrets are encrypted. */
    async exportState(): Promise<State> {
        const { checkpoint } = JSON.parse(await this.stateText()) as { checkpoint: { latest: State } };
        return checkpoint.latest;
    }

    /** The backend's file, as it is. */
    async stateText(): Promise<string> {
        const stacks = path.join(this.folder, "backend/.pulumi/stacks");
        const [project = ""] = await readdir(stacks);
        return readFile(path.join(stacks, project, `${STACK}.json`), "utf8");
    }

    /** The URN of the one resource with this logical name. */
    async urn(name: string): Promise<string> {
        const { resources = [] } = await this.exportState();
        const found = resources.filter(({ urn }) => urn.endsWith(`::${name}`));
        if (found.length !== 1) throw new Error(`${found.length} resources in the state are called ${name}`);
        return (found[0] as { urn: string }).urn;
    }

    /** Ends what still runs and removes the folder. */
    async remove(): Promise<void> {
        for (const command of this.commands) await command.end();
        await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
    }

    private startWithEvents(command: string[], { args = [], env }: CommandOptions): Promise<RunningCli> {
        const eventLog = path.join(this.folder, `events-${this.commands.length}.jsonl`);
        return this.start([...command, ...args], env, eventLog);
    }

    private async start(
        args: readonly string[],
        env: Environment = {},
        eventLog?: string,
    ): Promise<RunningCli> {
        const environment = { ...cliEnvironment(this.folder), ...this.env, ...env };
        const command = await startCli(args, { cwd: this.folder, env: environment, eventLog });
        this.commands.push(command);
        return command;
    }
}

async function finish(command: RunningCli, { fails = false }: CommandOptions): Promise<CliResult> {
    const result = await command.result;
    if ((result.exitCode !== 0) !== fails) {
        throw new Error(`pulumi ended with ${result.exitCode}, after printing:\n${result.output}`);
    }
    return result;
}

/** Nothing of the developer's own settings reaches a test: neither keys and proxies nor Pulumi's log-in. */
export function cliEnvironment(folder: string): Environment {
    return {
        HOME: folder,
        TMPDIR: path.join(folder, "tmp"),
        PULUMI_HOME: path.join(folder, "pulumi-home"),
        // By default the file backend keeps metadata beside each file, written in place: an empty one, as a kill can
        // leave it, is "failed to load checkpoint: EOF" for good. The state itself it replaces as a whole.
        PULUMI_BACKEND_URL: `file://${path.join(folder, "backend")}?metadata=skip`,
        PULUMI_STACK: STACK,
        PULUMI_CONFIG_PASSPHRASE: "passphrase",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        // For --event-log.
        PULUMI_DEBUG_COMMANDS: "true",
    };
}

async function initStack(folder: string): Promise<void> {
    for (const name of ["tmp", "backend"]) await mkdir(path.join(folder, name));
    const init = await startCli(["stack", "init", STACK], { cwd: folder, env: cliEnvironment(folder) });
    await finish(init, {});
}

/** A project without a program for tests to copy, as making its stack takes longer. */
function emptyProject(): Promise<string> {
    return oncePerRun("empty-project", async (folder) => {
        const settings = {
            name: "test-project",
            runtime: { name: "nodejs", options: { typescript: false } },
        };
        await writeFile(path.join(folder, "Pulumi.yaml"), JSON.stringify(settings));
        await writeFile(path.join(folder, "package.json"), JSON.stringify({ main: "index.js" }));
        await initStack(folder);
        return folder;
    });
}

/** A folder whose node_modules is the repository's, in which `pulumi-courier` is a link to the repository. */
export function linkedPackage(): Promise<string> {
    return oncePerRun("linked", async (folder) => {
        await buildRepository();
        await symlink(path.join(repository, "node_modules"), path.join(folder, "node_modules"));
        return folder;
    });
}

/** A new copy of the packed package and the SDK. */
async function copiedPackage(): Promise<string> {
    const packed = await packedPackage();
    const folder = await mkdtemp(path.join(runFolder(), "copied-"));
    await cp(path.join(packed.folder, "node_modules"), path.join(folder, "node_modules"), {
        recursive: true,
    });
    return folder;
}
