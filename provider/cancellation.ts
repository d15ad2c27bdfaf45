import type { IncomingHttpHeaders, ServerHttp2Stream } from "node:http2";
import { Server } from "node:net";

const cancelPath = "/pulumirpc.ResourceProvider/Cancel";

/**
 * A signal that is aborted when the person who runs Pulumi cancels the run (Ctrl-C).
 *
 * The engine then calls Cancel, which the SDK's provider process answers without a word to the provider. So the call
 * is heard where it arrives: at the HTTP/2 server of this process, which Node.js has no public way to ask for. Where it
 * is not found, a cancelled run waits for `courier:timeoutSeconds` at most.
 */
export function cancellationOfRun(): AbortSignal {
    const cancellation = new AbortController();
    for (const server of listeningServers()) {
        server.on("stream", (_stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
            if (headers[":path"] === cancelPath) {
                cancellation.abort();
            }
        });
    }
    return cancellation.signal;
}

function listeningServers(): Server[] {
    const { _getActiveHandles: activeHandles } = process as { _getActiveHandles?: () => unknown[] };
    return activeHandles?.call(process).filter((handle) => handle instanceof Server) ?? [];
}
