import {
    settingVariables,
    SettingsError,
    type SettingName,
    type Settings,
} from "../../provider/run/settings";
import { findSetting, readCommandSettings, type SettingSources } from "../command-settings";
import { ok, problem, type Finding } from "./finding";

/** A finding for each setting, and the settings themselves where all can be used. */
export function checkSettings(sources: SettingSources): {
    readonly findings: readonly Finding[];
    readonly settings: Settings | undefined;
} {
    try {
        const settings = readCommandSettings(sources);
        const findings = names.map((name) => ok(describe(name, sources, settings)));
        return { settings, findings: [...findings, ...checkSecrecy(sources)] };
    } catch (error) {
        if (!(error instanceof SettingsError)) {
            throw error;
        }
        const problems = new Map(error.problems.map(({ property, reason }) => [property, reason]));
        const findings = names.map((name) => {
            const source = findSetting(name, sources)?.source;
            const property = source ?? `courier:${name}`;
            const reason = problems.get(property);
            return reason === undefined
                ? ok(`${name}: ${source === undefined ? "the default" : `set, from ${source}`}`)
                : problem(`${property} ${reason}`);
        });
        return { settings: undefined, findings: [...findings, ...checkSecrecy(sources)] };
    }
}

const names = Object.keys(settingVariables) as SettingName[];

/** What is in plain text in the configuration is so in the state too. */
function checkSecrecy({ configuration, stack }: SettingSources): Finding[] {
    return configuration.get("courier:apiKey")?.isSecret === false
        ? [
              problem(
                  "courier:apiKey is in plain text in the stack's configuration, and so in its state: run " +
                      `\`pulumi config set --secret courier:apiKey --stack ${stack ?? ""}\`, then \`pulumi up\``,
              ),
          ]
        : [];
}

function describe(name: SettingName, sources: SettingSources, settings: Settings): string {
    const written = findSetting(name, sources);
    const values: Readonly<Record<SettingName, string>> = {
        apiKey: "set",
        baseUrl: settings.baseUrl.href,
        allowedUserIds: written?.text ?? "every user id",
        timeoutSeconds: String(settings.timeoutMs / 1000),
        maxRetries: String(settings.maxRetries),
    };
    return `${name}: ${values[name]}, ${written ? `from ${written.source}` : "the default"}`;
}
