/**
 * The sections of docs/troubleshooting.md that messages refer to, by their anchors. The page ships in the
 * package; what has no section of its own there has no topic here.
 */
export const helpTopics = [
    "settings",
    "inputs",
    "files",
    "refusals",
    "partly-done",
    "api-key",
    "rate-limit",
    "answers",
    "connection",
    "cancelled",
    "temporary-folder",
    "packages-and-nodejs",
] as const;

export type HelpTopic = (typeof helpTopics)[number];

/** The message, with the place where the package's documentation explains it. */
export function withHelp(message: string, topic: HelpTopic): string {
    return `${message} (see node_modules/pulumi-courier/docs/troubleshooting.md#${topic})`;
}
