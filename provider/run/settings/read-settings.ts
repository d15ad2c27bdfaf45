import { MessageError } from "../../core/messages/message-error";
import { problemSentence, type Problem } from "../../core/messages/problem";
import { AllowedUserIds } from "./allowed-user-ids";
import { parseApiKey } from "./api-key";
import { parseBaseUrl } from "./base-url";
import { configKey, settingSource, type SettingName } from "./setting-sources";

/** What a stack's configuration and the environment say about how to reach Courier. */
export interface Settings {
    readonly apiKey: string;
    readonly baseUrl: URL;
    /** Undefined where every user id is allowed. */
    readonly allowedUserIds: AllowedUserIds | undefined;
    /** The longest one request may take, all tries and waits together. */
    readonly timeoutMs: number;
    /** How often one request is repeated after its first failure. */
    readonly maxRetries: number;
}

const defaultTimeoutSeconds = 120;
const defaultMaxRetries = 5;

/** Settings that cannot be used. No message ever quotes the API key. */
export class SettingsError extends MessageError {
    override readonly name = "SettingsError";

    constructor(readonly problems: readonly Problem[]) {
        super(problems.map(problemSentence).join("\n"), "settings", { concern: "everyone" });
    }
}

/**
 * Reads each setting from where it is set, else takes its default.
 *
 * @throws SettingsError that names every setting at fault.
 */
export function readSettings(
    config: (key: string) => string | undefined,
    environment: NodeJS.ProcessEnv,
): Settings {
    const problems: Problem[] = [];

    function read<T>(
        setting: SettingName,
        parse: (text: string | undefined, source: string) => T,
    ): T | undefined {
        const { name = configKey(setting), text } = settingSource(setting, config, environment) ?? {};
        try {
            return parse(text, name);
        } catch (error) {
            problems.push({ property: name, reason: (error as Error).message, topic: "settings" });
            return undefined;
        }
    }

    const apiKey = read("apiKey", parseApiKey);
    const baseUrl = read("baseUrl", parseBaseUrl);
    const allowedUserIds = read("allowedUserIds", (text, source) =>
        text === undefined ? undefined : new AllowedUserIds(text, source),
    );
    const timeoutSeconds = read("timeoutSeconds", (text) =>
        parseNumber(text, defaultTimeoutSeconds, { above: 0, most: 3600, unit: "seconds" }),
    );
    const maxRetries = read("maxRetries", (text) =>
        parseNumber(text, defaultMaxRetries, { above: -1, most: 20, unit: "retries", whole: true }),
    );

    if (
        apiKey === undefined ||
        baseUrl === undefined ||
        timeoutSeconds === undefined ||
        maxRetries === undefined ||
        problems.length > 0
    ) {
        throw new SettingsError(problems);
    }
    return { apiKey, baseUrl, allowedUserIds, timeoutMs: timeoutSeconds * 1000, maxRetries };
}

function parseNumber(
    text: string | undefined,
    ifAbsent: number,
    allowed: { above: number; most: number; unit: string; whole?: boolean },
): number {
    if (text === undefined) {
        return ifAbsent;
    }
    const value = Number(text);
    if (!(value > allowed.above && value <= allowed.most) || (allowed.whole && !Number.isInteger(value))) {
        const kind = allowed.whole ? "a whole number" : "a number";
        const lowest = allowed.whole ? `${allowed.above + 1}` : `more than ${allowed.above}`;
        throw new Error(`must be ${kind} of ${allowed.unit}, ${lowest} to ${allowed.most}`);
    }
    return value;
}
