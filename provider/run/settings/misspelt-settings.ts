import { nearestName } from "../../core/keys/spelling";
import type { Problem } from "../../core/messages/problem";
import { configKey, settingNames, settingVariables, type SettingName } from "./setting-sources";

/** What is set under names that are nearly those of settings, and so would be ignored without a word. */
export interface MisspeltSettings {
    /** Keys of the stack's configuration. */
    readonly problems: readonly Problem[];
    /** Environment variables, as sentences: other programs may have some of their own. */
    readonly warnings: readonly string[];
}

/**
 * Finds settings with misspelt names. Other names are left alone: a project may itself be named courier.
 *
 * @param configKeys all keys of the stack's configuration, of whatever namespace
 */
export function misspeltSettings(
    configKeys: readonly string[],
    environment: NodeJS.ProcessEnv,
): MisspeltSettings {
    return {
        problems: configKeys.flatMap((key) => {
            const setting = settingMeantBy(key);
            return setting === undefined
                ? []
                : [
                      {
                          property: key,
                          reason:
                              `is no setting, and would be ignored; use ${configKey(setting)} ` +
                              `(\`pulumi config rm ${key}\` removes the other; a key of your own needs a name less like it)`,
                          topic: "settings" as const,
                      },
                  ];
        }),
        warnings: Object.keys(environment).flatMap((name) => {
            const variable = environment[name]?.trim() ? variableMeantBy(name) : undefined;
            // Where the system does not tell upper from lower case, it is the variable itself.
            return variable === undefined || environment[variable] === environment[name]
                ? []
                : [`the environment variable ${name} is ignored; is ${variable} meant?`];
        }),
    };
}

function settingMeantBy(key: string): SettingName | undefined {
    const [namespace = "", name = ""] = key.split(/:(.*)/s);
    if (namespace !== "courier" || settingNames.some((setting) => setting === name)) {
        return undefined;
    }
    const bare = withoutPrefix(name);
    return (
        nearestName(bare, settingNames) ??
        settingNames.find((setting) => nearestName(bare, settingVariables[setting].map(withoutPrefix)))
    );
}

function variableMeantBy(name: string): string | undefined {
    const variables = settingNames.flatMap((setting) => settingVariables[setting]);
    return !/^courier_/i.test(name) || variables.some((variable) => variable === name)
        ? undefined
        : variables.find(
              (variable) =>
                  withoutPrefix(variable) === nearestName(withoutPrefix(name), variables.map(withoutPrefix)),
          );
}

function withoutPrefix(name: string): string {
    return name.replace(/^courier_/i, "");
}
