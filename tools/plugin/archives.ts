import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { create } from "tar";
import { version } from "../../package.json";
import { bundledFiles } from "./bundle";

const plugin = path.resolve(__dirname, "../../plugin");

/** What starts the provider on a system, beside the script that is the same on all. */
const starters = {
    linux: ["pulumi-resource-courier"],
    darwin: ["pulumi-resource-courier"],
    // Of a plugin that it has downloaded Pulumi asks for an .exe there, or for these.
    windows: ["pulumi-resource-courier.cmd", "PulumiPlugin.yaml", "package.json"],
} as const;

export type System = keyof typeof starters;

export const systems = Object.keys(starters) as System[];
export const architectures = ["amd64", "arm64"] as const;

/** The name under which Pulumi asks a server for the plugin of a system. */
export function archiveName(system: System, architecture: (typeof architectures)[number]): string {
    return `pulumi-resource-courier-v${version}-${system}-${architecture}.tar.gz`;
}

/**
 * Writes the archive of each system into the folder, which is made anew. The plugin must have been bundled.
 *
 * @returns the archives' names
 */
export async function writeArchives(folder: string): Promise<string[]> {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const names: string[] = [];
    for (const system of systems) {
        for (const architecture of architectures) {
            const name = archiveName(system, architecture);
            const files = [...starters[system], "start.cjs", ...bundledFiles];
            // Without owners and times, so that the same files make the same archive.
            await create(
                { cwd: plugin, file: path.join(folder, name), gzip: true, portable: true, noMtime: true },
                files,
            );
            names.push(name);
        }
    }
    return names;
}
