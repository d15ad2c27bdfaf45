import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import type { Props } from "../../../core/input-checks";
import type { Change } from "../../../core/values/compare";
import { isObject, isPresent, own } from "../../../core/values/json";
import { secretsAt, type Secrets } from "./secrets";
import { isWritable, propertyPath } from "./property-path";

const { DIFF_NONE, DIFF_SOME } = DiffResponse.DiffChanges;
const { Kind } = PropertyDiff;

/** The two states that changes are between. */
export interface Sides {
    readonly before: Props;
    readonly after: Props;
    /** What is secret on one of them: what is inside of a secret is not named. */
    readonly secrets?: readonly Secrets[];
}

/**
 * The answer to a diff: each changed key by its path.
 *
 * @param replaces the properties whose change only a new resource can take
 */
export function diffResponse(
    changes: readonly Pick<Change, "path">[],
    sides: Sides,
    replaces: readonly string[] = [],
): DiffResponse {
    const response = new DiffResponse()
        .setChanges(changes.length > 0 ? DIFF_SOME : DIFF_NONE)
        .setReplacesList([...replaces])
        // Deletions that come after every check know all that the program still declares.
        .setDeletebeforereplace(false)
        .setDiffsList([...new Set(changes.map(({ path }) => path[0] ?? ""))])
        .setHasdetaileddiff(true);
    const details = response.getDetaileddiffMap();
    for (const { path } of changes) {
        const shown = shownChange(path, sides);
        const name = `${shown.kind}${replaces.includes(path[0] ?? "") ? "_REPLACE" : ""}` as const;
        details.set(propertyPath(shown.path), new PropertyDiff().setKind(Kind[name]));
    }
    return response;
}

interface ShownChange {
    readonly path: readonly string[];
    readonly kind: "ADD" | "UPDATE" | "DELETE";
}

/**
 * A change where the engine finds it: what lies inside of a text, an array, a secret or an unknown value, or under a key
 * that no path can have, is a change of what is above.
 */
function shownChange(path: readonly string[], { before, after, secrets = [] }: Sides): ShownChange {
    let [old, now]: [unknown, unknown] = [before, after];
    let inside = secrets;
    for (const [depth, key] of path.entries()) {
        if (inside.includes("whole")) {
            return { path: path.slice(0, depth), kind: "UPDATE" };
        }
        inside = inside.map((parts) => secretsAt(parts, key));
        if (!isWritable(key) || [old, now].some((above) => isPresent(above) && !isObject(above))) {
            return { path: path.slice(0, depth), kind: "UPDATE" };
        }
        old = isObject(old) ? own(old, key) : undefined;
        now = isObject(now) ? own(now, key) : undefined;
    }
    return { path, kind: !isPresent(old) ? "ADD" : !isPresent(now) ? "DELETE" : "UPDATE" };
}
