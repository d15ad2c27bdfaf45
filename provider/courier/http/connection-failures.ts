import type { Duplex } from "node:stream";
import { TLSSocket } from "node:tls";

/** Why nothing, or nothing whole, came back over a connection. */
export type Trouble =
    /** Not in the time there was. */
    | { readonly kind: "late" }
    /** The code is the system's, or Node.js's. */
    | { readonly kind: "broken"; readonly code: string }
    /** No trusted connection came of TLS. */
    | { readonly kind: "tls"; readonly code: string };

/** Why a request has got no whole answer. */
export type ConnectionFailure = NoAnswer | NoTunnel | NoProxyAddress;

export function isConnectionFailure(error: unknown): error is ConnectionFailure {
    return error instanceof NoAnswer || error instanceof NoTunnel || error instanceof NoProxyAddress;
}

/** The server itself gave no answer. */
export class NoAnswer extends Error {
    constructor(readonly trouble: Trouble | { readonly kind: "too large" }) {
        super(trouble.kind);
    }
}

/** The proxy made no connection with the server; it may have refused to, by a status. */
export class NoTunnel extends Error {
    constructor(
        readonly proxy: URL,
        readonly trouble: Trouble | { readonly kind: "refused"; readonly status: number },
    ) {
        super(trouble.kind);
    }
}

/** The environment variable does not hold a proxy's address. */
export class NoProxyAddress extends Error {
    constructor(
        readonly variable: string,
        /** What cannot be read of it. */
        readonly part: "address" | "credentials",
    ) {
        super(part);
    }
}

/** What Node.js's error of this socket means. */
export function troubleOf(error: Error, socket: Duplex | null): Trouble {
    const { code = error.name } = error as NodeJS.ErrnoException;
    // A certificate that is refused, for whatever reason; else what OpenSSL says, by way of Node.js.
    const isRefused = socket instanceof TLSSocket && String(socket.authorizationError) === code;
    const isTls = isRefused || /^(?:EPROTO$|ERR_TLS_|ERR_SSL_|ERR_OSSL_)/.test(code);
    return { kind: isTls ? "tls" : "broken", code };
}
