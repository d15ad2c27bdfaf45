import { Progress, type Report } from "./progress";

/** What became of each user of a bulk operation. */
export interface BulkResult {
    readonly done: readonly string[];
    readonly failed: ReadonlyMap<string, Error>;
    /** Not tried any more, as the failures before them showed that they would fail as well. */
    readonly untried: readonly string[];
}

/** Requests under way at once. More gain little on a fast server, and a rate limiter minds them. */
export const bulkConcurrency = 32;

/** So many failures in a row, without a success between them, mean that nothing works. */
const hopelessFailures = bulkConcurrency;

/**
 * Does the operation for each user, many at a time. One user's failure stops no other, but a failure that
 * every user would meet (`isHopeless`: a refused key, say) or an unbroken row of failures ends the work.
 */
export async function forEachUser(
    userIds: readonly string[],
    operation: (userId: string) => Promise<unknown>,
    isHopeless: (error: Error) => boolean,
    report: Report,
): Promise<BulkResult> {
    const waiting = [...userIds].reverse();
    const done: string[] = [];
    const failed = new Map<string, Error>();
    let failuresInRow = 0;
    let stopped = false;
    const progress = new Progress(userIds.length, report);

    async function work(): Promise<void> {
        for (let userId = waiting.pop(); userId !== undefined; userId = stopped ? undefined : waiting.pop()) {
            try {
                await operation(userId);
                done.push(userId);
                failuresInRow = 0;
            } catch (error) {
                const failure = error instanceof Error ? error : new Error(String(error));
                failed.set(userId, failure);
                failuresInRow++;
                stopped ||= isHopeless(failure) || failuresInRow >= hopelessFailures;
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
