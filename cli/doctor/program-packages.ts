import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";
import { oneLine } from "../../provider/core/messages/wording";
import { isInRange } from "../../provider/program/version-range";
import { ownPackage } from "../own-package";
import type { CommandProcess } from "../command-process";
import { ok, problem, type Finding } from "./finding";

interface InstalledPackage {
    readonly version: string;
    readonly engines?: { readonly node?: string };
    /** Where its package.json is. */
    readonly file: string;
}

/** Whether Node.js is new enough for this package and for the Pulumi SDK that is installed. */
export function checkNode({ nodeVersion, cwd }: Pick<CommandProcess, "nodeVersion" | "cwd">): Finding {
    const needed = ownPackage().engines.node;
    if (!isInRange(nodeVersion, needed)) {
        return problem(`Node.js ${nodeVersion} is too old: install ${needed}`);
    }
    const sdk = findPackage(sdkName, cwd);
    const sdkNeeds = sdk?.engines?.node ?? "";
    if (sdk && !isInRange(nodeVersion, sdkNeeds)) {
        return problem(
            `Node.js ${nodeVersion} is too old for ${sdkName} ${sdk.version}, which needs ${sdkNeeds}: ` +
                `install that, or run: npm install ${sdkName}@${lastForNode20}`,
        );
    }
    return ok(`Node.js ${nodeVersion}`);
}

const sdkName = "@pulumi/pulumi";
const lastForNode20 = "3.248.0";

/** Whether a program in this folder finds this package, and with it one Pulumi SDK that it works with. */
export function checkPackages(cwd: string): Finding[] {
    const sdk = findPackage(sdkName, cwd);
    const own = findPackage("pulumi-courier", cwd);
    return [checkSdk(sdk, cwd), checkOwn(own, sdk, cwd)];
}

function checkSdk(sdk: InstalledPackage | undefined, cwd: string): Finding {
    const needed = ownPackage().peerDependencies[sdkName];
    if (!sdk) {
        return problem(
            `${sdkName} is not installed in ${cwd}: run npm install ${sdkName} in the project's folder`,
        );
    }
    return isInRange(sdk.version, needed)
        ? ok(`${sdkName} ${sdk.version}`)
        : problem(
              `${sdkName} ${sdk.version} does not work with this package, which needs ${needed}: install such a one`,
          );
}

function checkOwn(
    own: InstalledPackage | undefined,
    sdk: InstalledPackage | undefined,
    cwd: string,
): Finding {
    if (!own) {
        return problem(`pulumi-courier is not installed in ${cwd}: install it in the project's folder`);
    }
    const ownSdk = findPackage(sdkName, path.dirname(own.file));
    return sdk && ownSdk && ownSdk.file !== sdk.file
        ? problem(
              `there are two copies of ${sdkName}, ${sdk.file} and ${ownSdk.file}, which lose outputs between ` +
                  `them: make them one version, then run npm dedupe`,
          )
        : ok(`pulumi-courier ${own.version}`);
}

function findPackage(name: string, folder: string): InstalledPackage | undefined {
    const require = createRequire(path.join(folder, "program.js"));
    try {
        const file = require.resolve(`${name}/package.json`);
        const content = JSON.parse(readFileSync(file, "utf8")) as Omit<InstalledPackage, "file">;
        return { ...content, file };
    } catch {
        return undefined;
    }
}

/** Whether the Pulumi CLI is there, and new enough. */
export async function checkCli(env: NodeJS.ProcessEnv): Promise<Finding> {
    const needed = ownPackage().peerDependencies[sdkName];
    let output: string;
    try {
        ({ stdout: output } = await promisify(execFile)("pulumi", ["version"], {
            env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
            timeout: 30_000,
        }));
    } catch (error) {
        return (error as NodeJS.ErrnoException).code === "ENOENT"
            ? problem("the Pulumi CLI is not on PATH: install it (https://www.pulumi.com/docs/install/)")
            : problem(
                  `pulumi version failed: ${oneLine((error as Error).message)}; install the Pulumi CLI again`,
              );
    }
    const version = /^v?(\d+\.\d+\.\d+\S*)/.exec(output.trim())?.[1] ?? "";
    return isInRange(version, needed)
        ? ok(`Pulumi CLI ${version}`)
        : problem(
              `Pulumi CLI ${version || "of an unknown version"} does not work with this package: install ${needed}`,
          );
}
