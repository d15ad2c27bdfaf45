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

let page = "node_modules/pulumi-courier/docs/troubleshooting.md";

/** Names the page as it is to be called where the package is not installed, as it is beside the plugin of a release. */
export function callHelpPage(name: string): void {
    page = name;
}

/** The message, with the place where the package's documentation explains it. */
export function withHelp(message: string, topic: HelpTopic): string {
    return `${message} (see ${page}#${topic})`;
}
