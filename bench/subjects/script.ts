import path from "node:path";
import { API_KEY, isChangedIn, type Subject } from "../subject";

const script = path.resolve(__dirname, "../programs/script.cjs");

/** Courier's official client in a plain script, so many requests at a time. */
export function scriptSubject(concurrency: number): Subject {
    return {
        name: `script-${concurrency}`,
        title: `official SDK in a script, ${concurrency} at a time`,
        sendsRequests: true,
        start: (folder, size, courierUrl) =>
            Promise.resolve({
                command: (operation) => ({
                    file: process.execPath,
                    args: [script, operation, String(concurrency)],
                    cwd: folder,
                    env: {
                        COURIER_API_KEY: API_KEY,
                        COURIER_BASE_URL: courierUrl,
                        BENCH_SIZE: String(size),
                        BENCH_CHANGED: String(isChangedIn(operation)),
                    },
                }),
                stateBytes: () => Promise.resolve(undefined),
            }),
    };
}
