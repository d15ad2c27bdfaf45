import {
    readSettings,
    settingVariables,
    SettingsError,
    type SettingName,
    type Settings,
} from "../../provider/run/settings";
import { ok, problem, type Finding } from "./finding";

/** A finding for each setting of the environment, and the settings themselves where all can be used. */
export function checkSettings(env: NodeJS.ProcessEnv): {
    readonly findings: readonly Finding[];
    readonly settings: Settings | undefined;
} {
    try {
        const settings = readSettings(() => undefined, env);
        return { settings, findings: names.map((name) => ok(describe(name, env, settings))) };
    } catch (error) {
        if (!(error instanceof SettingsError)) {
            throw error;
        }
        const problems = new Map(error.problems.map(({ property, reason }) => [property, reason]));
        const findings = names.map((name) => {
            const source = sourceOf(name, env);
            const reason = problems.get(source ?? `courier:${name}`);
            return reason === undefined
                ? ok(`${name}: ${source === undefined ? "the default" : `set, from ${source}`}`)
                : problem(name === "apiKey" && source === undefined ? noKey : `${source ?? name} ${reason}`);
        });
        return { settings: undefined, findings };
    }
}

const names = Object.keys(settingVariables) as SettingName[];

const noKey =
    "apiKey: not set in the environment. If the stack's configuration has it, check with that one: " +
    'COURIER_API_KEY="$(pulumi config get courier:apiKey)" npx pulumi-courier doctor; ' +
    "else run pulumi config set --secret courier:apiKey, or set COURIER_API_KEY";

function sourceOf(name: SettingName, env: NodeJS.ProcessEnv): string | undefined {
    return settingVariables[name].find((variable) => env[variable]?.trim());
}

function describe(name: SettingName, env: NodeJS.ProcessEnv, settings: Settings): string {
    const source = sourceOf(name, env);
    const values: Readonly<Record<SettingName, string>> = {
        apiKey: "set",
        baseUrl: settings.baseUrl.href,
        allowedUserIds: source === undefined ? "every user id" : (env[source] ?? "").trim(),
        timeoutSeconds: String(settings.timeoutMs / 1000),
        maxRetries: String(settings.maxRetries),
    };
    return `${name}: ${values[name]}, ${source === undefined ? "the default" : `from ${source}`}`;
}
