import { execFile } from "node:child_process";
import { copyFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import sdk from "@pulumi/pulumi/package.json";
import { oncePerRun } from "./run-folder";

export const repository = path.resolve(__dirname, "../../..");

const run = promisify(execFile);

export interface PackedPackage {
    /** The .tgz file that would be published. */
    readonly tarball: string;
    /** A folder in whose node_modules it is installed, beside the Pulumi SDK. */
    readonly folder: string;
}

/** The package as its users get it: built, packed with `npm pack`, and installed with `npm install`. */
export function packedPackage(): Promise<PackedPackage> {
    return oncePerRun("packed", async (folder) => {
        await buildRepository();
        const { stdout } = await npm(repository, "pack", "--ignore-scripts", "--pack-destination", folder);
        const tarball = path.join(folder, stdout.trim());

        const dependencies = { "@pulumi/pulumi": sdk.version, "pulumi-courier": `file:${tarball}` };
        await writeFile(path.join(folder, "package.json"), JSON.stringify({ private: true, dependencies }));
        await copyFile(path.join(repository, ".npmrc"), path.join(folder, ".npmrc"));
        await npm(folder, "install", "--prefer-offline", "--ignore-scripts", "--no-package-lock");
        return { tarball, folder };
    });
}

/** Brings the repository's dist folder up to date. */
export function buildRepository(): Promise<void> {
    return oncePerRun("built", async () => {
        await npm(repository, "run", "build");
    });
}

async function npm(cwd: string, ...args: string[]): Promise<{ stdout: string }> {
    try {
        return await run("npm", [...args, "--loglevel=error"], { cwd });
    } catch (error) {
        // The compiler reports on standard output, which the error's message lacks.
        const { message, stdout } = error as Error & { stdout: string };
        throw new Error(`${message}\n${stdout}`, { cause: error });
    }
}
