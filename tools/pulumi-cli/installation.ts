import { execFile } from "node:child_process";
import { constants, existsSync } from "node:fs";
import { access, mkdtemp, realpath, rm, stat } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

/** The version that is downloaded or built where no suitable one is installed. */
export const PINNED_VERSION = "3.274.1";

/** The oldest CLI that the package's resources work with. */
export const MINIMUM_VERSION = "3.216.0";

const windows = process.platform === "win32";

/** The files that make a complete installation, of those that an official one has: the CLI starts them by name. */
export const EXECUTABLES = {
    cli: windows ? "pulumi.exe" : "pulumi",
    nodejsHost: windows ? "pulumi-language-nodejs.exe" : "pulumi-language-nodejs",
    yamlHost: windows ? "pulumi-language-yaml.exe" : "pulumi-language-yaml",
    pythonHost: windows ? "pulumi-language-python.exe" : "pulumi-language-python",
    pythonExecutor: "pulumi-language-python-exec",
    dynamicProvider: windows ? "pulumi-resource-pulumi-nodejs.cmd" : "pulumi-resource-pulumi-nodejs",
};

/** Thrown where there is no CLI at all, which is no trouble worth a line as long as another way works. */
export class NotInstalled extends Error {}

/** A complete and working CLI. */
export interface Installation {
    /** Absolute path of the `pulumi` executable. */
    command: string;
    /** The folder it is in. */
    binDir: string;
    /** As in "3.274.1". */
    version: string;
}

/** The folders of PATH. */
export function searchPath(env: NodeJS.ProcessEnv): string[] {
    return (env.PATH ?? "").split(path.delimiter).filter((folder) => folder !== "");
}

/** The first executable file called `name` in `folders`. */
export async function findExecutable(name: string, folders: string[]): Promise<string | undefined> {
    for (const folder of folders) {
        const file = path.resolve(folder, name);
        try {
            await access(file, constants.X_OK);
            if ((await stat(file)).isFile()) return file;
        } catch {
            // Not here.
        }
    }
    return undefined;
}

/**
 * The CLI on PATH, of this version or, by default, of any that serves.
 *
 * @throws NotInstalled where there is none; Error with the reason where it is another version or lacks a part.
 */
export async function installationOnPath(env: NodeJS.ProcessEnv, wanted?: string): Promise<Installation> {
    const folders = searchPath(env);
    const command = await findExecutable(EXECUTABLES.cli, folders);
    if (command === undefined) throw new NotInstalled("there is none");

    const version = await cliVersion(command, env);
    if (wanted !== undefined) {
        requireVersion(command, version, wanted);
    } else if (compareVersions(version, MINIMUM_VERSION) < 0) {
        throw new Error(`${command} is version ${version}; ${MINIMUM_VERSION} or later is needed`);
    }
    // The CLI looks beside the file that a link leads to, as well as on PATH.
    await requireParts(command, [path.dirname(command), path.dirname(await realpath(command)), ...folders]);
    return { command, binDir: path.dirname(command), version };
}

/**
 * The CLI of the version `wanted` in `<root>/bin`, with all its parts beside it.
 *
 * @throws NotInstalled where `root` does not exist; Error with the reason where something in it is wrong.
 */
export async function installationIn(
    root: string,
    wanted: string,
    env: NodeJS.ProcessEnv,
): Promise<Installation> {
    const binDir = path.join(root, "bin");
    const command = await findExecutable(EXECUTABLES.cli, [binDir]);
    if (command === undefined) {
        if (existsSync(root)) throw new Error(`${binDir} has no ${EXECUTABLES.cli}`);
        throw new NotInstalled(`${root} does not exist`);
    }

    const version = await cliVersion(command, env);
    requireVersion(command, version, wanted);
    await requireParts(command, [binDir]);
    return { command, binDir, version };
}

function requireVersion(command: string, version: string, wanted: string): void {
    if (version !== wanted) throw new Error(`${command} is version ${version} instead of ${wanted}`);
}

async function requireParts(command: string, folders: string[]): Promise<void> {
    for (const part of Object.values(EXECUTABLES)) {
        if ((await findExecutable(part, folders)) === undefined) {
            throw new Error(`${command} lacks ${part} beside it`);
        }
    }
}

async function cliVersion(command: string, env: NodeJS.ProcessEnv): Promise<string> {
    // Even `version` writes a log into PULUMI_HOME, and the user's is none of our business.
    const home = await mkdtemp(path.join(os.tmpdir(), "pulumi-home-"));
    try {
        const { stdout } = await promisify(execFile)(command, ["version"], {
            env: { ...env, PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "true" },
            timeout: 30_000,
        });
        const version = /^v?(\d+\.\d+\.\d+)/.exec(stdout.trim())?.[1];
        if (version === undefined)
            throw new Error(`it printed ${JSON.stringify(stdout.trim().slice(0, 80))}`);
        return version;
    } catch (error) {
        throw new Error(`\`${command} version\` failed: ${oneLine(error)}`, { cause: error });
    } finally {
        await rm(home, { recursive: true, force: true });
    }
}

function compareVersions(a: string, b: string): number {
    return a.localeCompare(b, "en", { numeric: true });
}

/** An error's message as one line of bearable length. */
export function oneLine(error: unknown): string {
    const message = error instanceof Error ? error.message : String(error);
    const line = message.replace(/\s+/g, " ").trim();
    return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
