import type { IncomingHttpHeaders, ServerHttp2Stream } from "node:http2";
import { connect, Server, Socket } from "node:net";

const askAgainMs = 1000;

const cancelPath = "/pulumirpc.ResourceProvider/Cancel";

/**
 * A signal that is aborted when the run ends early: when the person who runs Pulumi cancels it (Ctrl-C), and when the
 * engine is gone (`kill -9`), without which this process would go on sending what the next run may have overtaken.
 *
 * The SDK's provider process tells a provider neither. So both are heard where they arrive: at the HTTP/2 server of this
 * process, which Node.js has no public way to ask for. Where it is not found, a run that is cancelled waits
 * for its requests, and one whose engine is gone is sent to its end.
 *
 * @param engineAddress where the engine of this run listens; undefined where there is none
 * @param onEngineGone is called where it is the engine that has gone
 */
export function earlyEndOfRun(engineAddress: string | undefined, onEngineGone: () => void): AbortSignal {
    const early = new AbortController();
    const handles = activeHandles();
    for (const server of handles.filter((handle) => handle instanceof Server)) {
        server.on("stream", (_stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
            if (headers[":path"] === cancelPath) {
                early.abort();
            }
        });
        const watch = (connection: Socket): void => {
            connection.once("close", () => {
                whenUnreachable(engineAddress, () => {
                    early.abort();
                    onEngineGone();
                    // The process then ends, once whatever other dynamic providers do in it is done.
                    server.close();
                });
            });
        };
        server.on("connection", watch);
        // Among them that of the call which has loaded this module.
        for (const connection of handles.filter((handle) => handle instanceof Socket)) {
            if (belongsTo(connection, server)) {
                watch(connection);
            }
        }
    }
    return early.signal;
}

function activeHandles(): unknown[] {
    const { _getActiveHandles } = process as { _getActiveHandles?: () => unknown[] };
    return _getActiveHandles?.call(process) ?? [];
}

/** Undocumented as well, and there since Node.js began. */
function belongsTo(socket: Socket, server: Server): boolean {
    return (socket as { server?: Server }).server === server;
}

/** An engine that has closed a connection may open another; one that is ending may answer once more. */
function whenUnreachable(engineAddress: string | undefined, then: () => void, asksAgain = true): void {
    if (engineAddress === undefined) {
        return;
    }
    const { hostname, port } = new URL(`tcp://${engineAddress}`);
    const socket = connect(Number(port), hostname.replace(/^\[(.*)\]$/, "$1"));
    socket.once("connect", () => {
        socket.destroy();
        if (asksAgain) {
            setTimeout(whenUnreachable, askAgainMs, engineAddress, then, false).unref();
        }
    });
    socket.once("error", ({ code }: NodeJS.ErrnoException) => {
        if (code === "ECONNREFUSED") {
            then();
        }
    });
}
