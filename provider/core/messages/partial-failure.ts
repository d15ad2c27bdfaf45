import type { BulkResult } from "../profile-set/bulk-operation";
import { MessageError } from "./message-error";
import { count, counted, listed, were } from "./wording";

/** So many reasons, and users of each, fit an error that a person still reads. */
const maxReasons = 5;
const maxUsers = 3;

const whyUntried = {
    everyone: "as what failed concerns every profile",
    row: "as so many in a row had failed",
};

export interface PartialFailureOptions {
    /** What follows from what was done all the same: the end of the sentence that says how many. */
    readonly next?: string;
    /** Whether the user ids are secret, and so counted only. */
    readonly areUserIdsSecret?: boolean;
}

/** A bulk operation that failed for some users. Its message says for how many, and each reason once. */
export class PartialFailure extends MessageError {
    override readonly name = "PartialFailure";

    constructor(
        verb: "written" | "taken away" | "read",
        result: BulkResult,
        { next, areUserIdsSecret = false }: PartialFailureOptions = {},
    ) {
        const { done, failed, untried, stoppedBy } = result;
        const total = done.length + failed.size + untried.length;
        const reasons = usersByReason(failed);
        const more = reasons.length - maxReasons;
        super(
            [
                `${count(failed.size)} of ${counted(total, "profile")} could not be ${verb}:`,
                ...reasons
                    .slice(0, maxReasons)
                    .map(([reason, userIds]) => `  ${reasonLine(reason, userIds, areUserIdsSecret)}`),
                ...(more > 0 ? [`  and ${counted(more, "other reason")}`] : []),
                ...(untried.length > 0
                    ? [
                          `${count(untried.length)} more ${were(untried.length)} not tried` +
                              `${stoppedBy ? `, ${whyUntried[stoppedBy]}` : ""}.`,
                      ]
                    : []),
                ...(next === undefined ? [] : [`${count(done.length)} ${were(done.length)} ${verb}${next}`]),
            ].join("\n"),
            "partly-done",
        );
    }
}

/** Each reason once, the commonest first, with the users who met it. */
export function usersByReason(failed: ReadonlyMap<string, Error>): [reason: string, userIds: string[]][] {
    const users = new Map<string, string[]>();
    for (const [userId, error] of failed) {
        const reason = error instanceof MessageError ? error.reason : error.message;
        const group = users.get(reason) ?? [];
        group.push(userId);
        users.set(reason, group);
    }
    return [...users].sort(([, a], [, b]) => b.length - a.length);
}

/** How many users met a reason, the reason, and the first of them. */
export function reasonLine(reason: string, userIds: readonly string[], areUserIdsSecret: boolean): string {
    const users = areUserIdsSecret ? "" : ` (${listed(userIds, maxUsers)})`;
    return `${count(userIds.length)} × ${reason}${users}`;
}
