import { parseArguments, UsageError } from "../parse-arguments";
import { exitCode, type ExitCode } from "../exit-code";
import type { CommandProcess } from "../command-process";
import { environmentSettings } from "../environment-settings";
import { toJson } from "./profiles-json";
import { readProfiles } from "./read-profiles";
import { toTypeScript } from "./languages/typescript";
import { readUserIds } from "./read-user-ids";

const usage = `Usage: pulumi-courier export [options] USER_ID…

Prints the TypeScript program that declares these users' profiles as Courier has them now, a Profile each, so
that the next \`pulumi up\` changes nothing in them. With - the user ids come from standard input, one a line.

Options:
  --json          print JSON instead, a profile for each user id: for profilesFromFile and ProfileSet
  --show-secrets  print secrets in plain text
  --help          show this text

Secrets are read from the stack's configuration; the program begins with the commands that set them. A value
counts as a secret where the last word of its key, at any depth, is token, secret, password, passphrase,
credential, authentication or authorization, in the singular or plural, or its last two words are api key,
access key or private key (access_token, firebaseToken, apiKey); and so do webhook.headers and any incoming_webhook.
JSON has no place for secrets: with --json users that have some are printed only with --show-secrets.

Exit code: 0; 1 if a profile could not be exported (the others are printed); 2 for arguments that make no sense.
`;

/** Prints the program that declares existing profiles. */
export async function exportCommand(
    args: readonly string[],
    commandProcess: CommandProcess,
): Promise<ExitCode> {
    const { flags, positionals } = parseArguments(args, ["json", "show-secrets"]);
    if (flags.has("help")) {
        commandProcess.print(usage);
        return exitCode.done;
    }
    if (positionals.length === 0) {
        throw new UsageError("a user id is missing");
    }
    // Before standard input is waited for: without settings nothing can be read.
    environmentSettings(commandProcess.env);
    const userIds = await readUserIds(positionals, commandProcess.stdin);
    const { profiles, failures } = await readProfiles(userIds, commandProcess);

    const showSecrets = flags.has("show-secrets");
    const result = flags.has("json")
        ? toJson(profiles, { showSecrets })
        : { text: toTypeScript(profiles, { showSecrets }), failures: [] };
    if (result.text !== "") {
        commandProcess.print(result.text);
    }
    const allFailures = [...failures, ...result.failures];
    for (const failure of allFailures) {
        commandProcess.say(`pulumi-courier: ${failure}`);
    }
    return allFailures.length > 0 ? exitCode.failed : exitCode.done;
}
