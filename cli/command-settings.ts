import { readSettings, settingSource, SettingsError, type Settings } from "../provider/run/settings";
import type { CommandProcess } from "./command-process";
import { readStackConfiguration, type StackConfiguration } from "./stack-configuration";

/** Where a command finds the settings: in a stack's configuration, where `--stack` names one, else in the environment. */
export interface SettingPlaces {
    readonly stack: string | undefined;
    /** Of no stack it is empty. */
    readonly configuration: StackConfiguration;
    /** What the configuration has under a key such as `courier:apiKey`. */
    readonly config: (key: string) => string | undefined;
    readonly env: NodeJS.ProcessEnv;
}

/** @throws MessageError where the stack's configuration cannot be read */
export async function settingPlaces(
    stack: string | undefined,
    commandProcess: Pick<CommandProcess, "cwd" | "env">,
): Promise<SettingPlaces> {
    const configuration: StackConfiguration =
        stack === undefined ? new Map() : await readStackConfiguration(stack, commandProcess);
    return {
        stack,
        configuration,
        config: (key) => configuration.get(key)?.text,
        env: commandProcess.env,
    };
}

/**
 * The settings as a run of the stack has them.
 *
 * @throws SettingsError that names every setting at fault
 */
export function readCommandSettings({ stack, config, env }: SettingPlaces): Settings {
    try {
        return readSettings(config, env);
    } catch (error) {
        if (!(error instanceof SettingsError) || settingSource("apiKey", config, env)) {
            throw error;
        }
        // What the provider says of it speaks of refresh and destroy, which look elsewhere.
        throw new SettingsError(
            error.problems.map((problem) =>
                problem.property === "courier:apiKey" ? { ...problem, reason: missingKey(stack) } : problem,
            ),
        );
    }
}

function missingKey(stack: string | undefined): string {
    return stack === undefined
        ? "is not set in the environment: set COURIER_API_KEY, or add --stack NAME to use that stack's configuration"
        : `is set neither in the configuration of the stack ${JSON.stringify(stack)} nor in the environment: run ` +
              `\`pulumi config set --secret courier:apiKey --stack ${stack}\` and paste Courier's API key, or set ` +
              "COURIER_API_KEY";
}
