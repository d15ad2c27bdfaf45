import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir } from "node:fs/promises";
import path from "node:path";
import { Go, type GoProgram } from "./go";
import { EXECUTABLES } from "./installation";
import type { Log } from "./progress";

const sdk = "github.com/pulumi/pulumi/sdk/v3";
const sdkVersion = `${sdk}/go/common/version.Version`;
const yaml = "github.com/pulumi/pulumi-yaml";

/** Pins the last release whose module has the hosts of Node.js and Python in it; they serve newer CLIs as well. */
const hostsFolder = moduleFolder("language-hosts");

const languageHosts: Record<string, GoProgram> = {
    [EXECUTABLES.nodejsHost]: {
        folder: hostsFolder,
        package: `${sdk}/nodejs/cmd/pulumi-language-nodejs`,
        version: { variable: sdkVersion, module: sdk },
    },
    [EXECUTABLES.pythonHost]: {
        folder: hostsFolder,
        package: `${sdk}/python/cmd/pulumi-language-python`,
        version: { variable: sdkVersion, module: sdk },
    },
    [EXECUTABLES.yamlHost]: {
        folder: moduleFolder("language-yaml"),
        package: `${yaml}/cmd/pulumi-language-yaml`,
        version: { variable: `${yaml}/pkg/version.Version`, module: yaml },
    },
};

function moduleFolder(name: string): string {
    return path.join(__dirname, "modules", name);
}

function cli(version: string): GoProgram {
    const module = "github.com/pulumi/pulumi/pkg/v3";
    return {
        folder: moduleFolder(`pulumi-${version}`),
        package: `${module}/cmd/pulumi`,
        version: { variable: sdkVersion, module },
    };
}

/** Builds the CLI of this version, and its language hosts, from their Go modules into `<root>/bin`. */
export async function buildCli(
    root: string,
    version: string,
    env: NodeJS.ProcessEnv,
    log: Log,
): Promise<void> {
    const program = cli(version);
    if (!existsSync(program.folder)) {
        throw new Error(`${program.folder}, which would pin it, does not exist`);
    }
    const go = await Go.find(env, log);

    log(`tools: building pulumi ${version} from its Go modules; this takes about six minutes, once`);
    const binDir = path.join(root, "bin");
    await mkdir(binDir, { recursive: true });
    await go.build(program, path.join(binDir, EXECUTABLES.cli));
    for (const [executable, host] of Object.entries(languageHosts)) {
        await go.build(host, path.join(binDir, executable));
    }

    const npmPackage = path.dirname(require.resolve("@pulumi/pulumi/package.json"));
    await copyScript(path.join(npmPackage, EXECUTABLES.dynamicProvider), binDir);
    const hosts = await go.sourceFolder(hostsFolder, sdk);
    await copyScript(path.join(hosts, "python/cmd", EXECUTABLES.pythonExecutor), binDir);
}

async function copyScript(file: string, folder: string): Promise<void> {
    const copy = path.join(folder, path.basename(file));
    await copyFile(file, copy);
    await chmod(copy, 0o755);
}
