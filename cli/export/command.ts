import type { JsonObject } from "../../provider/core/values/json";
import { parseArguments, UsageError } from "../parse-arguments";
import { exitCode, type ExitCode } from "../exit-code";
import type { CommandProcess } from "../command-process";
import { readCommandSettings, settingPlaces } from "../command-settings";
import type { Format } from "./formats/format";
import { profilesJson } from "./formats/profiles-json";
import { python } from "./formats/python";
import { typescript } from "./formats/typescript";
import { yaml } from "./formats/yaml";
import { describeUser, readProfiles } from "./read-profiles";
import { readUserIds } from "./read-user-ids";

const usage = `Usage: pulumi-courier export [options] USER_ID…

Prints the program that declares these users' profiles as Courier has them now, a Profile each, so that the next
\`pulumi up\` changes nothing in them. With - the user ids come from standard input, one a line.

The program is in TypeScript, or with one of these:
  --yaml          in Pulumi YAML, for the native provider
  --python        in Python, for the native provider
  --json          JSON, a profile for each user id: for profilesFromFile and ProfileSet

Options:
  --stack NAME    use the settings of this stack of the project in this folder, else those of the environment
  --show-secrets  print secrets in plain text
  --help          show this text

Secrets are read from the stack's configuration; the program begins with the commands that set them. A value counts
as a secret by the name of its key, at any depth and in any spelling: tokens, secrets, passwords, credentials,
authentication, API keys and other keys that let in, JWTs, cookies, codes, and addresses that are as good as a password
(access_token, APIKey, webhook.url). A secret under another name is printed: look before you commit.
JSON has no place for secrets: with --json users that have some are printed only with --show-secrets.

Exit code: 0; 1 if a profile could not be exported (the others are printed); 2 for arguments that make no sense.
`;

/** What is printed in place of TypeScript. */
const otherFormats = [
    { flag: "yaml", format: yaml },
    { flag: "python", format: python },
    { flag: "json", format: profilesJson },
];

/** Prints the program that declares existing profiles. */
export async function exportCommand(
    args: readonly string[],
    commandProcess: CommandProcess,
): Promise<ExitCode> {
    const { flags, options, positionals } = parseArguments(
        args,
        ["json", "python", "show-secrets", "yaml"],
        ["stack"],
    );
    if (flags.has("help")) {
        commandProcess.print(usage);
        return exitCode.done;
    }
    if (positionals.length === 0) {
        throw new UsageError("a user id is missing");
    }
    const format = formatOf(flags);
    // Before standard input is waited for: without settings nothing can be read.
    const places = await settingPlaces(options.stack, commandProcess);
    readCommandSettings(places);
    const userIds = await readUserIds(positionals, commandProcess.stdin);
    const { profiles, failures } = await readProfiles(userIds, places, commandProcess.say);

    const formatOptions = { showSecrets: flags.has("show-secrets") };
    const printed = new Map<string, JsonObject>();
    const allFailures = [...failures];
    for (const [userId, profile] of profiles) {
        const reason = format.refusal(userId, profile, formatOptions);
        if (reason === undefined) {
            printed.set(userId, profile);
        } else {
            allFailures.push(describeUser(userId, reason));
        }
    }
    if (printed.size > 0) {
        commandProcess.print(format.print(printed, formatOptions));
    }
    for (const failure of allFailures) {
        commandProcess.say(`pulumi-courier: ${failure}`);
    }
    return allFailures.length > 0 ? exitCode.failed : exitCode.done;
}

function formatOf(flags: ReadonlySet<string>): Format {
    const [chosen, other] = otherFormats.filter(({ flag }) => flags.has(flag));
    if (chosen && other) {
        throw new UsageError(`--${chosen.flag} and --${other.flag} exclude each other`);
    }
    return chosen?.format ?? typescript;
}
