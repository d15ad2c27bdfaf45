import http from "node:http";
import https from "node:https";
import type { Duplex } from "node:stream";
import { proxyFor, type Proxy } from "./proxy-address";
import { openTunnel } from "./proxy-tunnel";

/** A request's options, with what only a {@link TunnellingAgent} minds. */
export interface RequestOptions extends https.RequestOptions {
    /** Ends the making of a connection. */
    readonly stopConnecting: AbortSignal;
}

/**
 * What keeps the connections that requests to this URL go over: direct, or through a proxy.
 *
 * @throws NoProxyAddress
 */
export function createAgent(url: URL): http.Agent {
    const proxy = proxyFor(url);
    if (proxy) {
        return new TunnellingAgent(proxy, `${url.hostname}:${url.port || 443}`);
    }
    return new (url.protocol === "http:" ? http : https).Agent({ keepAlive: true });
}

/** Makes its connections through a proxy: TLS to the server, in a tunnel. */
class TunnellingAgent extends https.Agent {
    readonly #proxy: Proxy;
    readonly #target: string;

    constructor(proxy: Proxy, target: string) {
        super({ keepAlive: true });
        this.#proxy = proxy;
        this.#target = target;
    }

    override createConnection(
        options: http.ClientRequestArgs,
        callback: (error: Error | null, connection: Duplex) => void,
    ): undefined {
        const { stopConnecting } = options as RequestOptions;
        openTunnel(this.#proxy, this.#target, stopConnecting).then(
            (socket) => {
                const throughTunnel = { ...options, socket };
                callback(null, super.createConnection(throughTunnel) as Duplex);
            },
            (error: unknown) => {
                callback(error as Error, undefined as never);
            },
        );
    }
}
