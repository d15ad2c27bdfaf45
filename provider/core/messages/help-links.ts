import { MessageError } from "./message-error";

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
    return `${message} (see docs/troubleshooting.md#${topic} in the package)`;
}

/** What a person is shown of an error: its message, with the reference where it has one. */
export function shownMessage(error: Error): string {
    return error instanceof MessageError ? withHelp(error.message, error.topic) : error.message;
}
