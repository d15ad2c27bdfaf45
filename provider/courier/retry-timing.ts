/**
 * When a failed request is repeated, and after how long. Nothing but arithmetic: no clock, no timer.
 *
 * Every request of this provider is idempotent (GET, PUT of a whole profile), so repeating one that may
 * have arrived is safe.
 */

/** The longest a server's Retry-After is obeyed; more than this would look like a hang. */
export const retryAfterCapMs = 60_000;

const backoffCapMs = 8_000;
const retriedStatuses = new Set([408, 409, 425, 429]);

export function isRetriedStatus(status: number): boolean {
    return retriedStatuses.has(status) || (status >= 500 && status <= 599);
}

/**
 * How long to wait before the next try.
 *
 * @param retry which repetition it is, from 0
 * @param retryAfterMs what the server asked for, if it did
 * @param random from 0 to 1
 * @param baseMs the longest wait before the first repetition; it doubles with each
 */
export function retryDelayMs(
    retry: number,
    retryAfterMs: number | undefined,
    random: number,
    baseMs: number,
): number {
    // Jitter: a thousand requests refused at once come back spread out, not all at once again. Some also on top of a
    // Retry-After, which is the same for all of them, and may be 0.
    return retryAfterMs === undefined
        ? random * Math.min(backoffCapMs, baseMs * 2 ** retry)
        : Math.min(retryAfterMs, retryAfterCapMs) + random * baseMs;
}

/** A stalled answer leaves at least three quarters of the time for other tries. */
const mostShares = 4;

/**
 * How long one try may take: a fair share of the time that is left, and all of it where no other try can follow.
 *
 * @param retries how often the request may still be repeated after it
 */
export function tryLimitMs(leftMs: number, retries: number): number {
    return leftMs / Math.min(retries + 1, mostShares);
}

/** Whether there is time for another try. One of a few milliseconds would hide the real reason behind a time-out. */
export function isTimeForATry(leftMs: number, timeoutMs: number): boolean {
    return leftMs >= Math.min(1000, timeoutMs / 10);
}

/**
 * Reads a Retry-After header: whole or broken seconds, or an HTTP date (RFC 9110, section 10.2.3).
 * Anything else counts as absent.
 */
export function parseRetryAfter(header: string | undefined, nowMs: number): number | undefined {
    const text = header?.trim();
    if (!text) {
        return undefined;
    }
    if (/^\d+(\.\d+)?$/.test(text)) {
        return Number(text) * 1000;
    }
    const date = /[a-z]/i.test(text) ? Date.parse(text) : NaN;
    return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
