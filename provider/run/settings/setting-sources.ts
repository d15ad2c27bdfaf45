/** The environment variables of each setting, the first that is set wins. */
export const settingVariables = {
    apiKey: ["COURIER_API_KEY", "COURIER_AUTH_TOKEN"],
    baseUrl: ["COURIER_BASE_URL"],
    allowedUserIds: ["COURIER_ALLOWED_USER_IDS"],
    timeoutSeconds: ["COURIER_TIMEOUT_SECONDS"],
    maxRetries: ["COURIER_MAX_RETRIES"],
} as const;

export type SettingName = keyof typeof settingVariables;

export const settingNames = Object.keys(settingVariables) as SettingName[];

/** Where a setting is set. */
export interface SettingSource {
    /** The key of the stack's configuration, or the environment variable. */
    readonly name: string;
    /** Its text, without what stands around it by accident. */
    readonly text: string;
}

/** The name of a setting in a stack's configuration. */
export function configKey(setting: SettingName): string {
    return `courier:${setting}`;
}

/**
 * Where a setting comes from: the stack's configuration, else the environment; undefined where it has its default.
 * One that is empty or only spaces counts as not set, as an unset pipeline variable does.
 */
export function settingSource(
    setting: SettingName,
    config: (key: string) => string | undefined,
    environment: NodeJS.ProcessEnv,
): SettingSource | undefined {
    const key = configKey(setting);
    const sources = [
        { name: key, text: config(key) },
        ...settingVariables[setting].map((name) => ({ name, text: environment[name] })),
    ];
    return sources
        .map(({ name, text = "" }) => ({ name, text: text.trim() }))
        .find(({ text }) => text !== "");
}
