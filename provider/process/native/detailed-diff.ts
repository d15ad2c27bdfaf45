import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import type { Props } from "../../core/input-checks";
import type { Change } from "../../core/values/compare";
import { isObject, isPresent, own } from "../../core/values/json";
import { isWritable, propertyPath } from "./property-path";

const { DIFF_NONE, DIFF_SOME } = DiffResponse.DiffChanges;
const { Kind } = PropertyDiff;

/** The two states that changes are between. */
export interface Sides {
    readonly before: Props;
    readonly after: Props;
}

/**
 * The answer to a diff: each changed key by its path.
 *
 * @param replaces the properties whose change only a new resource can take
 */
export function diffResponse(
    changes: readonly Change[],
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
    for (const change of changes) {
        const { path, kind } = shownChange(change, sides);
        const name = `${kind}${replaces.includes(path[0] ?? "") ? "_REPLACE" : ""}` as const;
        details.set(propertyPath(path), new PropertyDiff().setKind(Kind[name]));
    }
    return response;
}

/**
 * A change where the engine finds it: what lies inside of a text, an array or an unknown value, or under a key that no
 * path can have, is a change of what is above.
 */
function shownChange(
    { path, kind }: Change,
    { before, after }: Sides,
): { readonly path: readonly string[]; readonly kind: "ADD" | "UPDATE" | "DELETE" } {
    let [old, now]: [unknown, unknown] = [before, after];
    for (const [depth, key] of path.entries()) {
        if (!isWritable(key) || [old, now].some((above) => isPresent(above) && !isObject(above))) {
            return { path: path.slice(0, depth), kind: "UPDATE" };
        }
        [old, now] = [old, now].map((above) => (isObject(above) ? own(above, key) : undefined)) as [
            unknown,
            unknown,
        ];
    }
    return { path, kind: kind.toUpperCase() as Uppercase<typeof kind> };
}
