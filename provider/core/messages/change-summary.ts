import type { Change } from "../values/compare";
import { formatPath } from "./key-path";
import { count } from "./wording";

/** So many users fit a line that a person still reads. */
const maxListed = 10;

/** Which users of a set are added, changed (with their keys) and taken away; as long for ten as for ten thousand. */
export function summarizeUsers(changes: readonly Change[]): string {
    const added: string[] = [];
    const removed: string[] = [];
    const changed = new Map<string, string[]>();
    for (const { path, kind } of changes) {
        const [, userId, ...key] = path;
        if (userId === undefined) {
            return "the profiles are not known yet";
        }
        if (key.length > 0) {
            changed.set(userId, [...(changed.get(userId) ?? []), formatPath(key)]);
        } else if (kind === "update") {
            changed.set(userId, ["not known yet"]);
        } else {
            (kind === "add" ? added : removed).push(userId);
        }
    }
    const changedUsers = Array.from(changed, ([userId, keys]) => `${userId}: ${listed(keys)}`);
    return [part(added, "to add"), part(changedUsers, "to change", "; "), part(removed, "to take away")]
        .filter((text) => text !== "")
        .join("; ");
}

function part(users: readonly string[], verb: string, separator?: string): string {
    return users.length > 0 ? `${count(users.length)} ${verb} (${listed(users, separator)})` : "";
}

/** The first few names, and how many more there are. */
export function listed(names: readonly string[], separator = ", "): string {
    const more = names.length - maxListed;
    return (
        names.slice(0, maxListed).join(separator) + (more > 0 ? `${separator}and ${count(more)} more` : "")
    );
}
