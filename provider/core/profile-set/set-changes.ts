import { compare, type Change, type DeclaredValue } from "../values/compare";
import { differsInForm, profileValue } from "../values/declared-profile";
import { isObject, type JsonObject } from "../values/json";

/** A profile of a set: as it is given, an object or its JSON text, and what it declares. */
export interface SetMember {
    readonly given: unknown;
    readonly value: DeclaredValue;
}

export type SetMembers = ReadonlyMap<string, SetMember>;

/** The members of a set, from its input or output `profiles`. */
export function membersOf(profiles: Readonly<Record<string, unknown>>): SetMembers {
    return new Map(
        Object.entries(profiles).map(([userId, given]) => [
            userId,
            { given, value: profileValue(given) as DeclaredValue },
        ]),
    );
}

/** What the set declares of the user; nothing where the user is no member. */
export function profileOf(members: SetMembers, userId: string): JsonObject {
    const value = members.get(userId)?.value;
    // Known, and valid: members whose profiles are read are those of the state, or have passed the check.
    return isObject(value) ? value : {};
}

/** In what two states of a set differ. */
export interface SetChanges {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    /** The changes inside each profile that differs; one without a path where the profile is not known yet. */
    readonly changed: ReadonlyMap<string, readonly Change[]>;
    /** Users whose profile is the same in another form: an object that was a JSON text, or the other way round. */
    readonly reformed: readonly string[];
}

export function compareSets(before: SetMembers, after: SetMembers): SetChanges {
    const changed = new Map<string, readonly Change[]>();
    const reformed: string[] = [];
    for (const [userId, member] of after) {
        const old = before.get(userId);
        if (old) {
            const changes = compare(old.value, member.value);
            if (changes.length > 0) {
                changed.set(userId, changes);
            } else if (differsInForm(old.given, member.given)) {
                reformed.push(userId);
            }
        }
    }
    return {
        added: [...after.keys()].filter((userId) => !before.has(userId)),
        removed: [...before.keys()].filter((userId) => !after.has(userId)),
        changed,
        reformed,
    };
}

/** The changes as one list, each with its path from the top of the set. */
export function listChanges({ added, removed, changed, reformed }: SetChanges): Change[] {
    const whole = (userIds: readonly string[], kind: Change["kind"]): Change[] =>
        userIds.map((userId) => ({ path: ["profiles", userId], kind }));
    return [
        ...whole(added, "add"),
        ...whole(removed, "delete"),
        ...Array.from(changed, ([userId, changes]) =>
            changes.map(({ path, kind }) => ({ path: ["profiles", userId, ...path], kind })),
        ).flat(),
        ...whole(reformed, "update"),
    ];
}
