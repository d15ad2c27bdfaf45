import { AsyncLocalStorage } from "node:async_hooks";
import http from "node:http";
import https from "node:https";
import type { Duplex } from "node:stream";
import { NoAnswer, NoTunnel, troubleOf, type ConnectionFailure } from "./connection-failures";
import { proxyFor, type Proxy } from "./proxy-address";
import { openTunnel } from "./proxy-tunnel";

/** What a request and the agent that connects it tell each other, as node-fetch passes neither a signal nor a cause. */
export class Connecting {
    #failure: ConnectionFailure | undefined;
    #socket: Duplex | undefined;

    /** @param stop ends the making of the connection */
    constructor(readonly stop: AbortSignal) {}

    /** Why there was no connection, or it broke. */
    get failure(): ConnectionFailure | undefined {
        return this.#failure;
    }

    fail(failure: ConnectionFailure): void {
        this.#failure ??= failure;
    }

    connected(socket: Duplex): void {
        this.#socket = socket;
    }

    /** Closes a connection on which some of the request is still to be sent: a server that has answered need not read on. */
    end(): void {
        if (this.#socket && this.#socket.writableLength > 0) {
            this.#socket.destroy();
        }
    }
}

const connecting = new AsyncLocalStorage<Connecting>();

/** Which request uses a connection now. */
const users = new WeakMap<Duplex, Connecting>();

/** Sends a request by an agent of {@link createAgent}; what becomes of its connection is told to `request`. */
export function connectingBy<T>(request: Connecting, send: () => Promise<T>): Promise<T> {
    return connecting.run(request, send);
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
    return url.protocol === "http:" ? new PlainAgent() : new TlsAgent();
}

/** An agent of Node.js that keeps its connections, and tells each request what becomes of its own. */
function watchingAgent(Agent: typeof http.Agent) {
    return class extends Agent {
        constructor() {
            super({ keepAlive: true });
        }

        override createConnection(
            ...args: Parameters<http.Agent["createConnection"]>
        ): Duplex | null | undefined {
            return watched(super.createConnection(...args));
        }

        override reuseSocket(socket: Duplex, request: http.ClientRequest): void {
            use(socket);
            super.reuseSocket(socket, request);
        }
    };
}

const PlainAgent = watchingAgent(http.Agent);
const TlsAgent = watchingAgent(https.Agent);

/** Makes its connections through a proxy: TLS to the server, in a tunnel. */
class TunnellingAgent extends TlsAgent {
    readonly #proxy: Proxy;
    readonly #target: string;

    constructor(proxy: Proxy, target: string) {
        super();
        this.#proxy = proxy;
        this.#target = target;
    }

    override createConnection(
        options: http.ClientRequestArgs,
        callback: (error: Error | null, connection: Duplex) => void,
    ): undefined {
        const request = connecting.getStore();
        const stop = request?.stop ?? new AbortController().signal;
        openTunnel(this.#proxy, this.#target, stop).then(
            (socket) => {
                const throughTunnel = { ...options, socket };
                callback(null, super.createConnection(throughTunnel) as Duplex);
            },
            (error: unknown) => {
                if (error instanceof NoTunnel) {
                    request?.fail(error);
                }
                callback(error as Error, undefined as never);
            },
        );
    }
}

/** A new connection, whose trouble is told to the request that uses it then. */
function watched(socket: Duplex | null | undefined): Duplex | null | undefined {
    if (socket) {
        use(socket);
        socket.once("error", (error) => {
            users.get(socket)?.fail(new NoAnswer(troubleOf(error, socket)));
        });
    }
    return socket;
}

function use(socket: Duplex): void {
    const request = connecting.getStore();
    if (request) {
        users.set(socket, request);
        request.connected(socket);
    }
}
