import type { SecretReference } from "./declared-profiles";

/**
 * The commands that set the secrets, as lines for a comment.
 *
 * @param wantsJson whether the value is to be given as JSON
 * @param aboutJson stands before the commands of those
 */
export function secretCommands(
    secrets: readonly SecretReference[],
    wantsJson: (secret: SecretReference) => boolean,
    aboutJson: string,
): string[] {
    const commands = (isJson: boolean) =>
        secrets
            .filter((secret) => wantsJson(secret) === isJson)
            .map(({ key }) => `pulumi config set --secret ${key}`);
    const json = commands(true);
    return [
        "Before the first `pulumi up`, set the secrets; each command asks for its value:",
        ...commands(false),
        ...(json.length > 0 ? [aboutJson, ...json] : []),
    ];
}
