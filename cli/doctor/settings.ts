import { problemSentence } from "../../provider/core/messages/problem";
import {
    misspeltSettings,
    plainApiKeyWarning,
    settingNames,
    settingSource,
    SettingsError,
    type SettingName,
    type Settings,
} from "../../provider/run/settings";
import { readCommandSettings, type SettingPlaces } from "../command-settings";
import { ok, problem, warning, type Finding } from "./finding";

/** A finding for each setting and for what else is wrong with them, and the settings themselves where all can be used. */
export function checkSettings(places: SettingPlaces): {
    readonly findings: readonly Finding[];
    readonly settings: Settings | undefined;
} {
    const { configuration, env } = places;
    const misspelt = misspeltSettings([...configuration.keys()], env);
    const others = [
        ...misspelt.problems.map((found) => problem(problemSentence(found))),
        ...misspelt.warnings.map(warning),
        ...(configuration.get("courier:apiKey")?.isSecret === false ? [warning(plainApiKeyWarning)] : []),
    ];
    try {
        const settings = readCommandSettings(places);
        const findings = settingNames.map((name) => ok(describe(name, places, settings)));
        return { settings, findings: [...findings, ...others] };
    } catch (error) {
        if (!(error instanceof SettingsError)) {
            throw error;
        }
        const problems = new Map(error.problems.map((found) => [found.property, problemSentence(found)]));
        const findings = settingNames.map((name) => {
            const source = settingSource(name, places.config, env)?.name;
            const sentence = problems.get(source ?? `courier:${name}`);
            return sentence === undefined
                ? ok(`${name}: ${source === undefined ? "the default" : `set, from ${source}`}`)
                : problem(sentence);
        });
        return { settings: undefined, findings: [...findings, ...others] };
    }
}

function describe(name: SettingName, { config, env }: SettingPlaces, settings: Settings): string {
    const source = settingSource(name, config, env);
    const values: Readonly<Record<SettingName, string>> = {
        apiKey: "set",
        baseUrl: settings.baseUrl.href,
        allowedUserIds: source?.text ?? "every user id",
        timeoutSeconds: String(settings.timeoutMs / 1000),
        maxRetries: String(settings.maxRetries),
    };
    return `${name}: ${values[name]}, ${source ? `from ${source.name}` : "the default"}`;
}
