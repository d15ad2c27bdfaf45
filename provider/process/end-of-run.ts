import { subscribe } from "node:diagnostics_channel";
import type { IncomingHttpHeaders } from "node:http2";
import { Server, Socket } from "node:net";

/**
 * A signal that is aborted when the run ends early: when the person who runs Pulumi cancels it (Ctrl-C), and when the
 * engine is gone (`kill -9`), without which this process would go on sending what the next run may have overtaken.
 * The SDK's provider process tells a provider neither.
 *
 * @param engineAddress where the engine of this run listens; undefined where there is none
 * @param onEngineGone is called where it is the engine that has gone
 */
export function earlyEndOfRun(engineAddress: string | undefined, onEngineGone: () => void): AbortSignal {
    const early = new AbortController();
    if (engineAddress !== undefined) {
        whenCancelled(() => {
            early.abort();
        });
        whenEngineGone(() => {
            early.abort();
            onEngineGone();
            exitOnceIdle();
        });
    }
    return early.signal;
}

/** Whenever the engine calls this process to cancel the run. */
function whenCancelled(then: () => void): void {
    const onCall = (headers: IncomingHttpHeaders): void => {
        if (headers[":path"] === "/pulumirpc.ResourceProvider/Cancel") {
            then();
        }
    };
    if (hasCallChannel(process.versions.node)) {
        subscribe("http2.server.stream.start", (message) => {
            onCall((message as { headers: IncomingHttpHeaders }).headers);
        });
        return;
    }
    // Node.js 20 has no public way to ask for the server of this process; without one, a run waits for its requests.
    const { _getActiveHandles } = process as { _getActiveHandles?: () => unknown[] };
    for (const handle of _getActiveHandles?.call(process) ?? []) {
        if (handle instanceof Server) {
            handle.on("stream", (_stream: unknown, headers: IncomingHttpHeaders) => {
                onCall(headers);
            });
        }
    }
}

/** Whether this version of Node.js tells of each call to an HTTP/2 server (Node.js's documentation, "Diagnostics Channel"). */
export function hasCallChannel(version: string): boolean {
    const [major = 0, minor = 0] = version.split(".").map(Number);
    return major > 24 || (major === 24 && minor >= 2) || (major === 22 && minor >= 17);
}

/** The engine holds the other end of this process's standard input as long as it lives. */
function whenEngineGone(then: () => void): void {
    const { stdin } = process;
    // What is no pipe, such as /dev/null, ends though the engine is there.
    if (stdin instanceof Socket && !stdin.isTTY) {
        stdin.once("end", then).on("error", then).resume();
        stdin.unref();
    }
}

const idleCheckMs = 250;

/** What keeps this process alive that nobody uses once the engine is gone: its server, and the pipes to the engine. */
const leftOver = ["TCPServerWrap", "PipeWrap"];

/** Ends the process when whatever other dynamic providers do in it is done as well. */
function exitOnceIdle(): void {
    setInterval(() => {
        if (process.getActiveResourcesInfo().every((name) => leftOver.includes(name))) {
            process.exit();
        }
    }, idleCheckMs).unref();
}
