import type { SetChanges } from "../profile-set/set-changes";
import type { Change } from "../values/compare";
import { formatPath, type Path } from "../values/key-path";
import { count, counted } from "./wording";

/** What a summary says beside the changes themselves. */
export interface SummaryOptions {
    /** Whether user ids and keys are secret, and so counted only. */
    readonly areNamesSecret?: boolean;
    /** Users that leave the set and keep their profiles, each with what declares it now. */
    readonly declaredElsewhere?: ReadonlyMap<string, string>;
    /** Whether the profiles of those that leave the set stay as they are, by `onDelete: "retain"`. */
    readonly isRetained?: boolean;
}

/** So many names fit a line that a person still reads. */
const maxNames = 10;

/** Which users of a set are added, changed (with their keys) and taken away; as long for ten as for ten thousand. */
export function summarizeChanges(
    { added, removed, changed, reformed }: SetChanges,
    { areNamesSecret = false, declaredElsewhere = new Map(), isRetained = false }: SummaryOptions = {},
): string {
    const staying = removed.filter((userId) => declaredElsewhere.has(userId));
    const leaving = removed.filter((userId) => !declaredElsewhere.has(userId));
    return [
        part(added, "to add", areNamesSecret),
        part([...changed.keys()], "to change", areNamesSecret, keysOf(changed)),
        part(
            staying,
            "to leave the set and stay as declared elsewhere",
            areNamesSecret,
            (userId) => `by ${declaredElsewhere.get(userId) ?? ""}`,
        ),
        part(
            leaving,
            isRetained ? "to leave the set and stay as in Courier" : "to take away",
            areNamesSecret,
        ),
        reformed.length > 0
            ? `${counted(reformed.length, "profile")} to keep in another form, with nothing sent`
            : "",
    ]
        .filter((text) => text !== "")
        .join("; ");
}

/** Which users' declared keys have changed in Courier, and whose profile is gone. */
export function summarizeDrift(
    drifted: ReadonlyMap<string, readonly Change[]>,
    gone: readonly string[],
    areNamesSecret: boolean,
): string {
    return [
        part([...drifted.keys()], "changed in Courier", areNamesSecret, keysOf(drifted)),
        part(gone, "gone from Courier", areNamesSecret),
    ]
        .filter((text) => text !== "")
        .join("; ");
}

/** Whose declared keys have come to be numbers that JavaScript cannot hold. */
export function summarizeRounded(
    rounded: ReadonlyMap<string, readonly Path[]>,
    areNamesSecret: boolean,
): string {
    const many = rounded.size === 1 ? "profile has" : "profiles have";
    return part(
        [...rounded.keys()],
        `${many} numbers that JavaScript cannot hold, and that are shown as the nearest it has`,
        areNamesSecret,
        (userId) => listKeys(rounded.get(userId) ?? []),
    );
}

function keysOf(changes: ReadonlyMap<string, readonly Change[]>): (userId: string) => string {
    return (userId) => listKeys((changes.get(userId) ?? []).map(({ path }) => path));
}

/** How many users, what becomes of them, and the first of them by their names. */
function part(
    userIds: readonly string[],
    what: string,
    areNamesSecret: boolean,
    detailOf?: (userId: string) => string,
): string {
    if (userIds.length === 0) {
        return "";
    }
    const names = userIds
        .slice(0, maxNames)
        .map((userId) => (detailOf ? `${userId}: ${detailOf(userId)}` : userId));
    const suffix = areNamesSecret ? "" : ` (${first(names, userIds.length, detailOf ? "; " : ", ")})`;
    return `${count(userIds.length)} ${what}${suffix}`;
}

function listKeys(paths: readonly Path[]): string {
    const names = paths
        .slice(0, maxNames)
        .map((path) => (path.length > 0 ? formatPath(path) : "not known yet"));
    return first(names, paths.length, ", ");
}

function first(names: readonly string[], total: number, separator: string): string {
    const more = total - names.length;
    return [...names, ...(more > 0 ? [`and ${count(more)} more`] : [])].join(separator);
}
