import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { PluginReference, PulumiProject } from "../pulumi-project";
import { ok, problem, type Finding } from "./finding";

const executable = "pulumi-resource-courier";

/** Whether Pulumi finds the native provider that the project names, or that its language needs. */
export function checkNativePlugin(
    { file, runtime, plugin }: PulumiProject,
    env: NodeJS.ProcessEnv,
): Finding[] {
    if (plugin && "folder" in plugin) {
        return [checkFolder(plugin.folder, file)];
    }
    if (plugin) {
        return [checkInstalled(plugin, file, env)];
    }
    if (runtime === "nodejs") {
        return [];
    }
    return [
        isOnPath(env) || installedVersions(env).length > 0
            ? ok("plugin courier")
            : problem(
                  `${file} names no plugin for courier, which a program in ${runtime} needs: add ` +
                      "plugins: {providers: [{name: courier, path: …}]}, with the path of pulumi-courier's folder plugin",
              ),
    ];
}

function checkFolder(folder: string, file: string): Finding {
    // Windows takes the one with an ending.
    const found = ["", ".exe", ".cmd"]
        .map((ending) => path.join(folder, executable + ending))
        .find(existsSync);
    if (found === undefined) {
        return problem(
            `${file} names ${folder} as the plugin courier, in which there is no ${executable}: install ` +
                "pulumi-courier there, or correct the path",
        );
    }
    return isExecutable(found)
        ? ok(`plugin courier, in ${folder}`)
        : problem(`${found} is no file that can be executed: run chmod +x on it`);
}

function checkInstalled(
    { version }: Extract<PluginReference, { version: unknown }>,
    file: string,
    env: NodeJS.ProcessEnv,
): Finding {
    const name = ["plugin courier", version].filter((part) => part !== undefined).join(" ");
    const versions = installedVersions(env);
    return isOnPath(env) || (version === undefined ? versions.length > 0 : versions.includes(version))
        ? ok(name)
        : problem(`the ${name} that ${file} names is not installed: run pulumi install`);
}

function isOnPath({ PATH = "" }: NodeJS.ProcessEnv): boolean {
    return PATH.split(path.delimiter).some((folder) => existsSync(path.join(folder, executable)));
}

/** The versions that Pulumi has in its own folder. */
function installedVersions({ PULUMI_HOME, HOME = os.homedir() }: NodeJS.ProcessEnv): string[] {
    const plugins = path.join(PULUMI_HOME ?? path.join(HOME, ".pulumi"), "plugins");
    const names = existsSync(plugins) ? readdirSync(plugins) : [];
    return names.flatMap((name) => /^resource-courier-v([^/]*?)(?<!\.lock)$/.exec(name)?.[1] ?? []);
}

function isExecutable(file: string): boolean {
    try {
        accessSync(file, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}
