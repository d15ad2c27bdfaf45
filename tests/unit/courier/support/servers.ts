import { once } from "node:events";
import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import net, { type AddressInfo, type Socket } from "node:net";
import { join } from "node:path";

/** The self-signed certificate's file, for 127.0.0.1, localhost and courier.invalid. */
export const certificateFile = join(__dirname, "self-signed.pem");

export interface Started {
    readonly port: number;
    /** How many connections it has accepted. */
    connections: number;
    /** The number of connections that have been closed, once none is open. */
    whenClosed(): Promise<number>;
}

/** Starts servers on free loopback ports, and ends them with their connections after each test of the suite. */
export function useServers() {
    let stops: (() => Promise<void>)[] = [];
    afterEach(async () => {
        await Promise.all(stops.map((stop) => stop()));
        stops = [];
    });

    async function start(server: net.Server): Promise<Started> {
        const sockets = new Set<Socket>();
        let closed = 0;
        const started = {
            port: 0,
            connections: 0,
            async whenClosed() {
                await Promise.all([...sockets].map((socket) => once(socket, "close")));
                return closed;
            },
        };
        server.on("connection", (socket: Socket) => {
            started.connections += 1;
            sockets.add(socket);
            socket
                .on("error", () => undefined)
                .once("close", () => {
                    closed += 1;
                    sockets.delete(socket);
                });
        });
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
        stops.push(async () => {
            for (const socket of sockets) {
                socket.destroy();
            }
            server.close();
            await once(server, "close");
        });
        return Object.assign(started, { port: (server.address() as AddressInfo).port });
    }

    return {
        http: (handler: http.RequestListener) => start(http.createServer(handler)),
        /** HTTPS with the self-signed certificate. */
        https: (handler: http.RequestListener) =>
            start(
                https.createServer(
                    {
                        cert: readFileSync(certificateFile),
                        key: readFileSync(join(__dirname, "self-signed.key.pem")),
                    },
                    handler,
                ),
            ),
        /** Plain TCP. */
        tcp: (handler: (socket: Socket) => void) =>
            start(
                net.createServer((socket) => {
                    handler(socket);
                    // What nobody reads is never seen to end.
                    socket.resume();
                }),
            ),
        /** An HTTP proxy for CONNECT; `handler` is given where the client wants to go, and its socket. */
        proxy: (handler: (target: string, socket: Socket, headers: http.IncomingHttpHeaders) => void) => {
            const server = http.createServer();
            server.on("connect", (request: http.IncomingMessage, socket: Socket) => {
                handler(request.url ?? "", socket, request.headers);
            });
            return start(server);
        },
    };
}

/** A port of this machine on which nobody listens. */
export async function closedPort(): Promise<number> {
    const server = net.createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, "close");
    return port;
}
