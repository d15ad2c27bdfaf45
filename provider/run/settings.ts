import { isIP } from "node:net";
import { MessageError } from "../core/messages/message-error";
import { problemSentence, type Problem } from "../core/messages/problem";

/** What a stack's configuration and the environment say about how to reach Courier. */
export interface Settings {
    readonly apiKey: string;
    readonly baseUrl: URL;
    /** Matches a user id whole; undefined allows every user id. */
    readonly allowedUserIds: RegExp | undefined;
    /** The longest one request may take, all tries and waits together. */
    readonly timeoutMs: number;
    /** How often one request is repeated after its first failure. */
    readonly maxRetries: number;
}

/** The environment variables of each setting, the first that is set wins. */
export const settingVariables = {
    apiKey: ["COURIER_API_KEY", "COURIER_AUTH_TOKEN"],
    baseUrl: ["COURIER_BASE_URL"],
    allowedUserIds: ["COURIER_ALLOWED_USER_IDS"],
    timeoutSeconds: ["COURIER_TIMEOUT_SECONDS"],
    maxRetries: ["COURIER_MAX_RETRIES"],
} as const;

export type SettingName = keyof typeof settingVariables;

const defaultBaseUrl = "https://api.courier.com";
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
 * Reads each setting from the stack's configuration, else from the environment, else takes its default.
 * A setting that is empty or only spaces counts as not set, as an unset pipeline variable does.
 *
 * @throws SettingsError that names every setting at fault.
 */
export function readSettings(
    config: (key: string) => string | undefined,
    environment: NodeJS.ProcessEnv,
): Settings {
    const problems: Problem[] = [];

    function read<T>(key: SettingName, parse: (text: string | undefined) => T): T | undefined {
        const sources = [
            { name: `courier:${key}`, text: config(`courier:${key}`) },
            ...settingVariables[key].map((name) => ({ name, text: environment[name] })),
        ];
        const source = sources.find(({ text }) => text?.trim());
        try {
            return parse(source?.text?.trim());
        } catch (error) {
            problems.push({
                property: source?.name ?? `courier:${key}`,
                reason: (error as Error).message,
                topic: "settings",
            });
            return undefined;
        }
    }

    const apiKey = read("apiKey", parseApiKey);
    const baseUrl = read("baseUrl", parseBaseUrl);
    const allowedUserIds = read("allowedUserIds", parseAllowedUserIds);
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

function parseApiKey(text: string | undefined): string {
    if (text === undefined) {
        throw new Error(
            "is not set: run `pulumi config set --secret courier:apiKey` and paste Courier's API key, " +
                "or set the environment variable COURIER_API_KEY; refresh and destroy have the configuration of the last " +
                "`pulumi up`: for these set the variable, or add --run-program",
        );
    }
    if (!/^[\x21-\x7e]+$/.test(text)) {
        throw new Error(
            "has a character that no API key has (a space, a line break or a non-ASCII character); " +
                "copy the key once more from Courier's settings",
        );
    }
    return text;
}

function parseBaseUrl(text = defaultBaseUrl): URL {
    if (!URL.canParse(text) || !/^https?:/i.test(text)) {
        throw new Error(`is not an https URL; the default is ${defaultBaseUrl}`);
    }
    const url = new URL(text);
    if (url.username || url.password) {
        throw new Error("contains credentials; remove them, the key belongs in courier:apiKey");
    }
    if (url.search || url.hash) {
        throw new Error("has a query or a fragment; give the URL up to its path only");
    }
    if (url.protocol === "http:" && !isLoopback(url.hostname)) {
        throw new Error(
            "would send the API key unencrypted; use https (http is for loopback addresses only)",
        );
    }
    return url;
}

/** Whether a URL's host name can only mean this machine. */
export function isLoopback(hostname: string): boolean {
    return (
        hostname === "localhost" ||
        hostname === "[::1]" ||
        (isIP(hostname) === 4 && hostname.startsWith("127."))
    );
}

function parseAllowedUserIds(text: string | undefined): RegExp | undefined {
    if (text === undefined) {
        return undefined;
    }
    try {
        new RegExp(text, "u"); // alone first: "a)|(b" would be valid, and match too much, only inside the group
        return new RegExp(`^(?:${text})$`, "u");
    } catch (error) {
        throw new Error(`is not a regular expression (${(error as Error).message})`, { cause: error });
    }
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
        throw new Error(`must be ${kind} of ${allowed.unit}, ${lowest} to ${allowed.most}, not "${text}"`);
    }
    return value;
}
