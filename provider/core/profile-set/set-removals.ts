import { setTimeout as delay } from "node:timers/promises";
import type { BulkResult } from "./bulk-operation";
import type { ResourceFacts } from "../input-checks";
import { namedResource, type Secrecy } from "../messages/names";
import { counted, listed } from "../messages/wording";
import type { ProfileOptions } from "../profile-options";
import { removeProfile } from "../profile-writes";
import type { RunServices } from "../run-services";
import { profileOf, type SetMembers } from "./set-changes";
import type { Standing } from "../user-ids/user-id-register";

/** What became of the users that a set takes away. */
export interface Removals {
    readonly result: BulkResult;
    /** Users that the program may still declare: it waits for user ids that are not known. */
    readonly waiting: readonly string[];
    /** Why these stay for now, if there are any. */
    readonly suspicion: string | undefined;
}

export interface RemovalOptions {
    readonly members: SetMembers;
    readonly options: ProfileOptions;
    readonly secrecyOf: (userId: string) => Secrecy;
    readonly facts: ResourceFacts;
    /** Whether the set itself stays. */
    readonly leavesSet: boolean;
    readonly forEach: (operation: (userId: string) => Promise<unknown>) => Promise<BulkResult>;
}

/** What other resources are about to tell comes within moments; what waits for this very set never does. */
const patienceMs = 2000;
const askAgainMs = 50;

/** Takes away the profiles of a set that the program does not declare elsewhere. */
export async function takeAway(
    services: RunServices,
    { members, options, secrecyOf, facts, leavesSet, forEach }: RemovalOptions,
): Promise<Removals> {
    const declared = new Map<string, string | undefined>();
    const waiting: string[] = [];
    const patientUntil = performance.now() + patienceMs;
    const result = await forEach((userId) =>
        services.locks.run(userId, async () => {
            let standing = services.register.standingOf(userId, facts.urn);
            while (isOpen(standing) && performance.now() < patientUntil) {
                await delay(askAgainMs);
                standing = services.register.standingOf(userId, facts.urn);
            }
            if (standing.kind === "declared") {
                declared.set(userId, standing.resource);
            } else if (standing.kind === "waiting") {
                waiting.push(userId);
            } else {
                const before = profileOf(members, userId);
                const secrecy = secrecyOf(userId);
                const removal = { userId, before, options, secrecy, leavesSet };
                await removeProfile(services.courierFor(userId), removal);
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
    const suspicion =
        waiting.length === 0
            ? undefined
            : `${counted(waiting.length, "profile")} not taken away: the program waits for user ids that are not known ` +
              "yet, or whose resource has failed, and these may be among them; the next `pulumi up` that knows them " +
              `goes on${named(waiting)}`;
    return { result, waiting, suspicion };
}

function isOpen(standing: Standing): boolean {
    return standing.kind === "waiting" || (standing.kind === "declared" && standing.isUnclear === true);
}
