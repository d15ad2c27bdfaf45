/** Where a line of progress goes. */
export type Log = (line: string) => void;

const INTERVAL_MS = 15_000;

/** Says every 15 seconds that `work` is still going on. */
export async function withProgress<T>(log: Log, what: string, work: Promise<T>): Promise<T> {
    const start = performance.now();
    const timer = setInterval(() => {
        log(`tools: still ${what} (${Math.round((performance.now() - start) / 1000)} s)`);
    }, INTERVAL_MS);
    try {
        return await work;
    } finally {
        clearInterval(timer);
    }
}
