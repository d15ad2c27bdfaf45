import { withoutUserId } from "./messages/names";
import { reasonLine, usersByReason } from "./messages/partial-failure";
import type { Problem } from "./messages/problem";
import { Refusal } from "./messages/refusal";

/** The problem that an operation's refusal is, for a check to report; other failures stay failures. */
export async function refusalProblems(operation: () => Promise<void> | void): Promise<Problem[]> {
    try {
        await operation();
        return [];
    } catch (error) {
        if (error instanceof Refusal) {
            return [refused(error.sentence)];
        }
        throw error;
    }
}

/** The problems that the refusals of several users are, each reason once. */
export function groupedRefusals(
    refusals: ReadonlyMap<string, Refusal>,
    areUserIdsSecret: boolean,
): Problem[] {
    return usersByReason(refusals).map(([reason, userIds]) => {
        const [first = "", ...others] = userIds;
        const sentence = others.length === 0 ? refusals.get(first)?.sentence : undefined;
        const shown = sentence ?? reasonLine(reason, userIds, areUserIdsSecret);
        return refused(areUserIdsSecret ? withoutUserId(shown, first) : shown);
    });
}

function refused(reason: string): Problem {
    return { property: "", reason, topic: "refusals" };
}
