import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { packedPackage } from "../../engine/support/packed-package";
import { oncePerRun } from "../../engine/support/run-folder";
import type { Environment } from "../../engine/support/stack";
import { installTool, run } from "./tools";

/** How a project gets its packages. */
export interface PackageManager {
    /** The npm package with the command; npm itself is there already. */
    readonly tool?: readonly [name: string, version: string];
    readonly command: string;
    readonly args: readonly string[];
    /** Files beside package.json, by name; in a workspace, in its root. */
    readonly files?: Readonly<Record<string, string>>;
    /** Set while it installs. */
    readonly installEnv?: () => Promise<NodeJS.ProcessEnv>;
    /** What the package manager sets for a command that it starts, in the project's folder. */
    readonly env?: (folder: string) => Environment;
    /** Whether the project is one of a workspace, which is installed as a whole. */
    readonly workspace?: boolean;
}

const npm: PackageManager = {
    command: "npm",
    args: ["install", "--prefer-offline", "--ignore-scripts", "--no-package-lock", "--loglevel=error"],
};

const pnpm: PackageManager = {
    tool: ["pnpm", "12.21.0"],
    command: "pnpm",
    args: ["install", "--ignore-scripts", "--store-dir=.store"],
};

const yarnClassic: PackageManager = {
    tool: ["yarn", "1.22.22"],
    command: "yarn",
    args: ["install", "--non-interactive", "--cache-folder=.cache"],
};

const yarnBerry: PackageManager = {
    tool: ["@yarnpkg/cli-dist", "4.18.1"],
    command: "yarn",
    args: ["install", "--no-immutable"],
    files: yarnBerryFiles("node-modules"),
    // It reads none of npm's settings: where npm is told to trust an authority of its own, so must this be.
    installEnv: async () => {
        const { stdout } = await promisify(execFile)("npm", ["config", "get", "cafile"]);
        const file = stdout.trim();
        return path.isAbsolute(file) ? { YARN_HTTPS_CA_FILE_PATH: file } : {};
    },
};

function yarnBerryFiles(nodeLinker: string, settings: object = {}): Record<string, string> {
    return {
        ".yarnrc.yml": JSON.stringify({ nodeLinker, enableGlobalCache: false, ...settings }),
        "yarn.lock": "",
    };
}

const yarnBerryWithPnp: PackageManager = {
    ...yarnBerry,
    files: yarnBerryFiles("pnp"),
    // As `yarn exec pulumi up` has it, without which Pulumi finds no package.
    env: (folder) => ({
        NODE_OPTIONS: `--require ${folder}/.pnp.cjs --experimental-loader file://${folder}/.pnp.loader.mjs`,
    }),
};

export const packageManagers: Readonly<Record<string, PackageManager>> = {
    npm,
    "npm workspaces": { ...npm, workspace: true },
    pnpm,
    "pnpm workspaces": {
        ...pnpm,
        workspace: true,
        files: { "pnpm-workspace.yaml": "packages: [packages/*]\n" },
    },
    "Yarn 1": yarnClassic,
    "Yarn 1 workspaces": { ...yarnClassic, workspace: true },
    "Yarn 4": yarnBerry,
    "Yarn 4 workspaces": { ...yarnBerry, workspace: true },
    "Yarn 4 with PnP": yarnBerryWithPnp,
};

/** Those that keep a dependency's own dependencies where only that one finds them. */
export const strictPackageManagers: Readonly<Record<string, PackageManager>> = {
    "npm with nested folders": { ...npm, args: [...npm.args, "--install-strategy=nested"] },
    pnpm,
    "Yarn 4 without hoisting": {
        ...yarnBerry,
        files: yarnBerryFiles("node-modules", { nmHoistingLimits: "dependencies" }),
    },
    "Yarn 4 with PnP": yarnBerryWithPnp,
};

export interface InstallOptions {
    /** The name of one of {@link packageManagers} or {@link strictPackageManagers}. */
    readonly manager?: string;
    readonly sdk: string;
    /** Packages besides the SDK and this one. */
    readonly others?: Readonly<Record<string, string>>;
    /** Whether the project has this package among its own dependencies. Default: true. */
    readonly isListed?: boolean;
    /** Whether one test has the folder to itself, and removes it. Default: false, for a folder of its own in it. */
    readonly isOwn?: boolean;
}

/** The folder of a project with this package, as it is packed, among its dependencies. */
export async function installedProject({
    manager = "npm",
    sdk,
    others = {},
    isListed = true,
    isOwn = false,
}: InstallOptions): Promise<string> {
    const packageManager = { ...packageManagers, ...strictPackageManagers }[manager];
    if (packageManager === undefined) throw new Error(`there is no package manager called "${manager}"`);
    const { tarball } = await packedPackage();
    const own = isListed ? { "pulumi-courier": `file:${tarball}` } : {};
    const dependencies = { "@pulumi/pulumi": sdk, ...own, ...others };
    const kind = `${isOwn ? "own-" : ""}project${isListed ? "" : "-unlisted"}`;
    const name = [kind, manager, sdk, ...Object.values(others)].join("-").replaceAll(/[^\w.-]/g, "-");
    return oncePerRun(name, async (root) => {
        const { workspace = false } = packageManager;
        const folder = workspace ? path.join(root, "packages/infrastructure") : root;
        if (workspace) {
            await mkdir(folder, { recursive: true });
            await writeJson(root, { private: true, workspaces: ["packages/*"] });
        }
        await writeJson(folder, { name: "infrastructure", version: "1.0.0", private: true, dependencies });
        await install(root, packageManager);
        return folder;
    });
}

/** Installs what the folder's package.json names; returns what the package manager prints. */
export async function install(
    root: string,
    { tool, command, args, files = {}, installEnv }: PackageManager,
): Promise<string> {
    for (const [file, text] of Object.entries(files)) await writeFile(path.join(root, file), text);
    const executable = tool === undefined ? command : path.join(await installTool(...tool), command);
    return run(root, executable, args, await installEnv?.());
}

export async function writeJson(folder: string, value: unknown): Promise<void> {
    await writeFile(path.join(folder, "package.json"), JSON.stringify(value));
}
