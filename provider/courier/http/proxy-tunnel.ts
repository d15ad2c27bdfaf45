import http from "node:http";
import https from "node:https";
import { isIP } from "node:net";
import type { Duplex } from "node:stream";
import { NoTunnel, troubleOf } from "./connection-failures";
import type { Proxy } from "./proxy-address";

/**
 * Has the proxy connect with a host. Of a tunnel that fails or is stopped nothing is left.
 *
 * @param target where to, as `host:port`
 * @param stop ends it while it is being made
 * @throws NoTunnel
 */
export function openTunnel(
    { url, authorization }: Proxy,
    target: string,
    stop: AbortSignal,
): Promise<Duplex> {
    return new Promise((resolve, reject) => {
        const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
        const request = (url.protocol === "https:" ? https : http).request({
            method: "CONNECT",
            host,
            port: url.port,
            // Else Node.js would take the Host header for the name of the proxy.
            servername: isIP(host) ? "" : host,
            path: target,
            agent: false,
            headers: {
                Host: target,
                "Proxy-Connection": "Keep-Alive",
                ...(authorization !== undefined && { "Proxy-Authorization": authorization }),
            },
        });
        // "close", which Node.js would send, must not be taken for the tunnel's.
        request.removeHeader("Connection");
        const end = (): void => {
            request.destroy(new NoTunnel(url, { kind: "late" }));
        };
        stop.addEventListener("abort", end);
        request.once("connect", ({ statusCode: status = 0 }, socket, firstBytes) => {
            stop.removeEventListener("abort", end);
            if (status >= 200 && status < 300) {
                socket.unshift(firstBytes);
                resolve(socket);
            } else {
                socket.destroy();
                reject(new NoTunnel(url, { kind: "refused", status }));
            }
        });
        request.once("error", (error) => {
            stop.removeEventListener("abort", end);
            reject(error instanceof NoTunnel ? error : new NoTunnel(url, troubleOf(error, request.socket)));
        });
        request.end();
    });
}
