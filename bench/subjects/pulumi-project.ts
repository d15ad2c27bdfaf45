import { mkdir, readdir, stat } from "node:fs/promises";
import path from "node:path";
import { cliEnvironment } from "../../tests/engine/support/stack";
import type { PulumiEngine } from "../../tools/pulumi-cli";
import { measure, type Command } from "../measure";
import { API_KEY, type Operation } from "../subject";

const commands: Readonly<Record<Operation, string>> = {
    firstUp: "up",
    unchangedUp: "up",
    oneChanged: "up",
    refresh: "refresh",
    destroy: "destroy",
};

export interface PulumiProjectOptions {
    readonly engine: PulumiEngine;
    /** Where its backend and the settings of Pulumi are. */
    readonly folder: string;
    readonly courierUrl: string;
    readonly env?: NodeJS.ProcessEnv;
}

/** How the real CLI is run on a project called "bench", with a backend of its own in files. */
export class PulumiProject {
    readonly #engine: PulumiEngine;
    readonly #folder: string;
    readonly #env: NodeJS.ProcessEnv;

    constructor({ engine, folder, courierUrl, env = {} }: PulumiProjectOptions) {
        this.#engine = engine;
        this.#folder = folder;
        this.#env = {
            ...cliEnvironment(folder),
            PATH: `${engine.binDir}${path.delimiter}${process.env.PATH}`,
            COURIER_API_KEY: API_KEY,
            COURIER_BASE_URL: courierUrl,
            ...env,
        };
    }

    /** Makes the stack of the project whose program is in `cwd`. */
    async init(cwd = this.#folder): Promise<void> {
        for (const subfolder of ["tmp", "backend"]) await mkdir(path.join(this.#folder, subfolder));
        await measure(this.command(["stack", "init", this.#env.PULUMI_STACK ?? ""], { cwd }));
    }

    command(
        args: readonly string[],
        { cwd = this.#folder, env = {} }: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
    ): Command {
        return {
            file: this.#engine.command,
            args: [...args, "--non-interactive", "--color", "never"],
            cwd,
            env: { ...this.#env, ...env },
        };
    }

    operation(
        operation: Operation,
        args: readonly string[] = [],
        options: Parameters<PulumiProject["command"]>[1] = {},
    ): Command {
        return this.command([commands[operation], "--yes", "--skip-preview", ...args], options);
    }

    async stateBytes(): Promise<number> {
        const stacks = path.join(this.#folder, "backend/.pulumi/stacks/bench");
        const [file = ""] = (await readdir(stacks)).filter((name) => name.endsWith(".json"));
        return (await stat(path.join(stacks, file))).size;
    }
}
