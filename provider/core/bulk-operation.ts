import type { Concern } from "./messages/message-error";
import { Progress, type Report } from "./messages/progress";

/** What became of each user of a bulk operation. */
export interface BulkResult {
    readonly done: readonly string[];
    readonly failed: ReadonlyMap<string, Error>;
    /** Not tried any more, as the failures before them showed that they would fail as well. */
    readonly untried: readonly string[];
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
    concernOf: (error: Error) => Concern,
    report: Report,
): Promise<BulkResult> {
    const waiting = [...userIds].reverse();
    const done: string[] = [];
    const failed = new Map<string, Error>();
    let unclearInRow = 0;
    let stopped = false;
    const progress = new Progress(userIds.length, report);

    async function work(): Promise<void> {
        for (let userId = waiting.pop(); userId !== undefined; userId = stopped ? undefined : waiting.pop()) {
            try {
                await operation(userId);
                done.push(userId);
                unclearInRow = 0;
            } catch (error) {
                const failure = error instanceof Error ? error : new Error(String(error));
                failed.set(userId, failure);
                const concern = concernOf(failure);
                unclearInRow = concern === "this user" ? 0 : unclearInRow + 1;
                stopped ||= concern === "everyone" || unclearInRow >= hopelessFailures;
            }
            progress.step();
        }
    }

    try {
        await Promise.all(Array.from({ length: Math.min(bulkConcurrency, userIds.length) }, work));
    } finally {
        progress.stop();
    }
    return { done, failed, untried: waiting.reverse() };
}
