import { MessageError } from "../messages/message-error";
import { Progress, type Report } from "../messages/progress";

/** What became of each user of a bulk operation. */
export interface BulkResult {
    readonly done: readonly string[];
    readonly failed: ReadonlyMap<string, Error>;
    /** Not tried any more, as the failures before them showed that they would fail as well. */
    readonly untried: readonly string[];
    /** Why the others were not tried: one failure concerns every user, or so many in a row may. */
    readonly stoppedBy?: "everyone" | "row" | undefined;
}

/** Requests under way at once. More gain little on a fast server, and a rate limiter minds them. */
export const bulkConcurrency = 32;

/** So many failures in a row that may concern everyone mean that nothing works. */
const hopelessFailures = bulkConcurrency;

/**
 * Does the operation for each user, many at a time. A failure that concerns one user alone stops no other;
 * one that concerns everyone (a refused key, say) ends the work, as does an unbroken row of unclear ones.
 */
export async function forEachUser(
    userIds: readonly string[],
    operation: (userId: string) => Promise<unknown>,
    report: Report,
): Promise<BulkResult> {
    const waiting = [...userIds].reverse();
    const done: string[] = [];
    const failed = new Map<string, Error>();
    let unclearInRow = 0;
    let stoppedBy: BulkResult["stoppedBy"];
    const progress = new Progress(userIds.length, report);

    async function work(): Promise<void> {
        for (
            let userId = waiting.pop();
            userId !== undefined;
            userId = stoppedBy ? undefined : waiting.pop()
        ) {
            try {
                await operation(userId);
                done.push(userId);
                progress.done();
                unclearInRow = 0;
            } catch (error) {
                const failure = error instanceof Error ? error : new Error(String(error));
                failed.set(userId, failure);
                progress.failed();
                const concern = failure instanceof MessageError ? failure.concern : "unclear";
                unclearInRow = concern === "this user" ? 0 : unclearInRow + 1;
                stoppedBy ??=
                    concern === "everyone"
                        ? "everyone"
                        : unclearInRow >= hopelessFailures
                          ? "row"
                          : undefined;
            }
        }
    }

    try {
        await Promise.all(Array.from({ length: Math.min(bulkConcurrency, userIds.length) }, work));
    } finally {
        progress.stop();
    }
    return { done, failed, untried: waiting.reverse(), stoppedBy };
}

/** The results of two bulk operations, one after the other. */
export function bothResults(first: BulkResult, second: BulkResult): BulkResult {
    return {
        done: [...first.done, ...second.done],
        failed: new Map([...first.failed, ...second.failed]),
        untried: [...first.untried, ...second.untried],
        stoppedBy: first.stoppedBy ?? second.stoppedBy,
    };
}
