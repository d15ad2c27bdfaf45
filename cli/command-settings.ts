import {
    readSettings,
    settingVariables,
    SettingsError,
    type SettingName,
    type Settings,
} from "../provider/run/settings";
import type { CommandProcess } from "./command-process";
import { readStackConfiguration, type StackConfiguration } from "./stack-configuration";

/** Where a command finds the settings: in a stack's configuration, where `--stack` names one, else in the environment. */
export interface SettingSources {
    readonly stack: string | undefined;
    /** Of no stack it is empty. */
    readonly configuration: StackConfiguration;
    readonly env: NodeJS.ProcessEnv;
}

/** @throws MessageError where the stack's configuration cannot be read */
export async function settingSources(
    stack: string | undefined,
    commandProcess: Pick<CommandProcess, "cwd" | "env">,
): Promise<SettingSources> {
    const configuration: StackConfiguration =
        stack === undefined ? new Map() : await readStackConfiguration(stack, commandProcess);
    return { stack, configuration, env: commandProcess.env };
}

/** Answers what the stack's configuration has under a key such as `courier:apiKey`. */
export function configurationLookUp({ configuration }: SettingSources): (key: string) => string | undefined {
    return (key) => configuration.get(key)?.text;
}

/** A setting as it is written somewhere. */
export interface WrittenSetting {
    /** The key of the configuration or the variable of the environment that has it. */
    readonly source: string;
    readonly text: string;
}

/** Where a setting is written; undefined where it has its default. */
export function findSetting(
    name: SettingName,
    { configuration, env }: SettingSources,
): WrittenSetting | undefined {
    const key = `courier:${name}`;
    return [
        { source: key, text: configuration.get(key)?.text },
        ...settingVariables[name].map((source) => ({ source, text: env[source] })),
    ]
        .map(({ source, text = "" }) => ({ source, text: text.trim() }))
        .find(({ text }) => text !== "");
}

/**
 * The settings as a run of the stack has them.
 *
 * @throws SettingsError that names every setting at fault
 */
export function readCommandSettings(sources: SettingSources): Settings {
    try {
        return readSettings(configurationLookUp(sources), sources.env);
    } catch (error) {
        if (!(error instanceof SettingsError) || findSetting("apiKey", sources)) {
            throw error;
        }
        // What the provider says of it speaks of refresh and destroy, which look elsewhere.
        throw new SettingsError(
            error.problems.map((problem) =>
                problem.property === "courier:apiKey" ? { ...problem, reason: missingKey(sources) } : problem,
            ),
        );
    }
}

function missingKey({ stack }: SettingSources): string {
    return stack === undefined
        ? "is not set in the environment: set COURIER_API_KEY, or add --stack NAME to use that stack's configuration"
        : `is set neither in the configuration of the stack ${JSON.stringify(stack)} nor in the environment: run ` +
              `\`pulumi config set --secret courier:apiKey --stack ${stack}\` and paste Courier's API key, or set ` +
              "COURIER_API_KEY";
}
