import { MessageError } from "../provider/core/messages/message-error";
import { oneLine } from "../provider/core/messages/wording";
import { isObject, type JsonValue } from "../provider/core/values/json";
import type { CommandProcess } from "./command-process";
import { noCliOnPath, runPulumi } from "./pulumi-cli";

/** A value of a stack's configuration, in plain text. */
export interface ConfigurationValue {
    readonly text: string;
    /** Whether it is encrypted where it is kept. */
    readonly isSecret: boolean;
}

/** A stack's configuration by key, such as `courier:apiKey`. */
export type StackConfiguration = ReadonlyMap<string, ConfigurationValue>;

/**
 * Reads a stack's whole configuration, of the project in the command's folder. The Pulumi CLI does so, which can decrypt
 * it and knows what of it stands elsewhere than in the stack's file.
 *
 * @throws MessageError that says why it cannot be read, and what to do
 */
export async function readStackConfiguration(
    stack: string,
    commandProcess: Pick<CommandProcess, "cwd" | "env">,
): Promise<StackConfiguration> {
    const result = await runPulumi(["config", "--show-secrets", "--json", "--stack", stack], commandProcess);
    const configuration = result.outcome === "done" ? parseConfiguration(result.stdout) : undefined;
    if (configuration) {
        return configuration;
    }
    const reason =
        result.outcome === "missing"
            ? noCliOnPath
            : result.outcome === "failed"
              ? reasonIn(result.said, commandProcess.cwd)
              : "the Pulumi CLI did not print it as JSON: install a newer one";
    throw new MessageError(
        `the configuration of the stack ${JSON.stringify(stack)} cannot be read: ${reason}`,
        "settings",
    );
}

function parseConfiguration(json: string): StackConfiguration | undefined {
    try {
        const values = Object.entries(JSON.parse(json) as Record<string, JsonValue>);
        return new Map(
            values.flatMap(([key, value]) =>
                isObject(value) && typeof value.value === "string"
                    ? [[key, { text: value.value, isSecret: value.secret === true }]]
                    : [],
            ),
        );
    } catch {
        return undefined;
    }
}

/** What Pulumi says of the mistakes that people make, and what to do about each. */
const knownFailures: readonly (readonly [said: RegExp, reason: (cwd: string) => string])[] = [
    [
        /no Pulumi\.yaml project file found/,
        (cwd) => `there is no Pulumi.yaml in ${cwd} or above it; run this in the project's folder`,
    ],
    [
        /no stack named/,
        () => "there is no such stack in this project; `pulumi stack ls` shows those that there are",
    ],
    [
        /passphrase must be set/,
        () =>
            "its secrets are encrypted with a passphrase: set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE",
    ],
    [
        /incorrect passphrase/,
        () =>
            "the passphrase in PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE is not the stack's",
    ],
    [
        /PULUMI_ACCESS_TOKEN must be set|pulumi login/,
        () => "Pulumi is not logged in: run `pulumi login`, or set PULUMI_ACCESS_TOKEN or PULUMI_BACKEND_URL",
    ],
];

function reasonIn(said: string, cwd: string): string {
    const known = knownFailures.find(([pattern]) => pattern.test(said));
    // Of a file that is no YAML Pulumi quotes some of what it stumbles over, and that may be a secret.
    const own = oneLine(said.replace(/^[^]*?\berror: /, "").replace(/`[^`]*`/g, "…"));
    return known?.[1](cwd) ?? `pulumi config failed: ${own}`;
}
