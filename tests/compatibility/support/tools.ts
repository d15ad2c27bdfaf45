import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { oncePerRun } from "../../engine/support/run-folder";

/** Installs a package from npm in a folder of its own; returns the folder with its commands. */
export function installTool(name: string, version: string): Promise<string> {
    return oncePerRun(`tool-${name}-${version}`.replaceAll("/", "-"), async (folder) => {
        await writeFile(path.join(folder, "package.json"), JSON.stringify({ private: true }));
        await run(folder, "npm", ["install", "--prefer-offline", "--no-package-lock", `${name}@${version}`]);
        return path.join(folder, "node_modules/.bin");
    });
}

/** Runs a command with the variables `env` set as well; the result, or an error, has all that it printed. */
export async function run(
    cwd: string,
    command: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv = {},
): Promise<string> {
    try {
        const { stdout, stderr } = await promisify(execFile)(command, args, {
            cwd,
            env: { ...process.env, ...env },
        });
        return stdout + stderr;
    } catch (error) {
        const { message, stdout } = error as Error & { stdout: string };
        throw new Error(`${message}\n${stdout}`, { cause: error });
    }
}
