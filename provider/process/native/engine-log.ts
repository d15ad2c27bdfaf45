import type { Log } from "../../run/log";

/**
 * Lines for the engine to show, by its own call: the SDK's log, which the dynamic face uses, would load the whole SDK.
 *
 * @param engineAddress where the engine of this run listens
 */
export function createEngineLog(engineAddress: string): Log {
    let log: Promise<Log> | undefined;

    return async (...line) => {
        // Loaded at the first line, as most runs have none.
        log ??= import("./wire/log-call.js").then(({ createLogCall }) => createLogCall(engineAddress));
        await (
            await log
        )(...line);
    };
}
