import type { BulkResult } from "./bulk-operation";
import type { ResourceFacts } from "./input-checks";
import { namedResource, type Secrecy } from "./messages/names";
import { counted, listed } from "./messages/wording";
import type { ProfileOptions } from "./profile-options";
import { removeProfile } from "./profile-writes";
import type { RunServices } from "./run-services";
import { profileOf, type SetMembers } from "./set-changes";

/** What became of the users that a set takes away. */
export interface Removals {
    readonly result: BulkResult;
    /** Users that the program may still declare: it waits for user ids that are not known. */
    readonly waiting: readonly string[];
}

export interface RemovalOptions {
    readonly members: SetMembers;
    readonly options: ProfileOptions;
    readonly secrecyOf: (userId: string) => Secrecy;
    readonly facts: ResourceFacts;
    readonly forEach: (operation: (userId: string) => Promise<unknown>) => Promise<BulkResult>;
}

/** Takes away the profiles of a set that the program does not declare elsewhere. */
export async function takeAway(
    services: RunServices,
    { members, options, secrecyOf, facts, forEach }: RemovalOptions,
): Promise<Removals> {
    const declared = new Map<string, string | undefined>();
    const waiting: string[] = [];
    const result = await forEach((userId) =>
        services.locks.run(userId, async () => {
            const standing = services.register.standingOf(userId);
            if (standing.kind === "declared") {
                declared.set(userId, standing.resource);
            } else if (standing.kind === "waiting") {
                waiting.push(userId);
            } else {
                const before = profileOf(members, userId);
                const secrecy = secrecyOf(userId);
                await removeProfile(services.courierFor(userId), { userId, before, options, secrecy });
            }
        }),
    );
    const named = (userIds: readonly string[]): string =>
        userIds.some((userId) => secrecyOf(userId).userIds) ? "" : ` (${listed(userIds)})`;
    const [first] = declared;
    if (first) {
        const [userId, resource] = first;
        const [by = "", ...others] = new Set(
            [...declared.values()].map((urn) => (urn === undefined ? "the program" : namedResource(urn))),
        );
        const many = declared.size > 1;
        await services.inform(
            `${counted(declared.size, "profile")} ${many ? "stay as they are" : "stays as it is"}, as ` +
                `${by}${others.length > 0 ? " and others declare" : " declares"} ${many ? "them" : "it"}` +
                named([...declared.keys()]),
            facts.urn ?? resource ?? services.register.resourceOf(userId),
        );
    }
    if (waiting.length > 0) {
        await services.warn(
            `${counted(waiting.length, "profile")} not taken away: ${waitingReason}${named(waiting)}`,
            facts.urn,
        );
    }
    return { result, waiting };
}

/** Why nothing is taken away on suspicion. */
export const waitingReason =
    "the program waits for user ids that are not known yet, or whose resource has failed, and these may be among them; " +
    "the next `pulumi up` that knows them goes on";
