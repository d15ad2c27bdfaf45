import { execFile } from "node:child_process";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { pulumiEngine } from "../../../tools/pulumi-cli";

/** A shell must end by then. */
export const SHELL_TIMEOUT_MS = 300_000;

export interface ShellOptions {
    /** Where it starts; its HOME as well. */
    readonly folder: string;
    /** Takes the place of the emulator's usual address. */
    readonly courierUrl: string;
}

/** Types a page's commands into a shell, answers yes to all that they ask, and returns what they print. */
export async function typeCommands(commands: string, { folder, courierUrl }: ShellOptions): Promise<string> {
    const { binDir } = await pulumiEngine();
    const script = commands
        // Of the folder's own: --local goes by the password file, not by HOME.
        .replaceAll("pulumi login --local", `pulumi login file://${folder}`)
        .replaceAll("http://127.0.0.1:8787", courierUrl)
        .replaceAll(/^pulumi (up|destroy)$/gm, "pulumi $1 --yes --skip-preview");
    const { stdout } = await promisify(execFile)("bash", ["-ec", script], {
        cwd: folder,
        timeout: SHELL_TIMEOUT_MS,
        env: {
            PATH: `${binDir}${path.delimiter}${process.env.PATH}`,
            HOME: folder,
            // Those of this machine: where it has its packages from, and those that it has already.
            npm_config_userconfig: path.join(os.homedir(), ".npmrc"),
            npm_config_cache: path.join(os.homedir(), ".npm"),
            npm_config_prefer_offline: "true",
            PULUMI_HOME: path.join(folder, "pulumi-home"),
            PULUMI_CONFIG_PASSPHRASE: "",
            PULUMI_SKIP_UPDATE_CHECK: "true",
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        },
    });
    return stdout;
}
