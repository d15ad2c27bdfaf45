import { type Agent, type IncomingHttpHeaders, request } from "node:http";
import type { JsonValue } from "../../../emulator";

/** A request as a test writes it. */
export interface Sent {
    readonly method: string;
    /** The request target, sent as it is. */
    readonly path: string;
    /** Sent as JSON. */
    readonly json?: JsonValue | undefined;
    /** Sent as it is, in place of `json`. */
    readonly text?: string | Buffer | undefined;
    readonly headers?: Readonly<Record<string, string>> | undefined;
    readonly agent?: Agent | undefined;
}

/** What came back; an exchange that went wrong has its error code beside what had come by then. */
export interface Received {
    status: number | undefined;
    headers: IncomingHttpHeaders;
    text: string;
    pieces: number;
    error: string | undefined;
}

/** One request by node's own HTTP client, which normalizes nothing. Never rejects. */
export function exchange(url: string, sent: Sent): Promise<Received> {
    const { method, path, json, text = json === undefined ? "" : JSON.stringify(json), agent } = sent;
    const headers = {
        authorization: "Bearer test-key",
        ...(text.length > 0 && {
            "content-type": "application/json",
            "content-length": Buffer.byteLength(text),
        }),
        ...sent.headers,
    };
    const { hostname, port } = new URL(url);
    const received: Received = { status: undefined, headers: {}, text: "", pieces: 0, error: undefined };
    return new Promise((resolve) => {
        const fail = (error: NodeJS.ErrnoException) => {
            received.error = error.code ?? error.message;
            resolve(received);
        };
        const outgoing = request({ hostname, port, method, path, headers, agent }, (response) => {
            received.status = response.statusCode;
            received.headers = response.headers;
            response.setEncoding("utf8");
            response.on("data", (piece: string) => {
                received.text += piece;
                received.pieces += 1;
            });
            response.once("end", () => {
                resolve(received);
            });
            response.once("error", fail);
        });
        outgoing.once("error", fail);
        outgoing.end(text);
    });
}

export function pathOf(userId: string): string {
    return `/profiles/${encodeURIComponent(userId)}`;
}

export function put(url: string, userId: string, profile: JsonValue, agent?: Agent): Promise<Received> {
    return exchange(url, { method: "PUT", path: pathOf(userId), json: { profile }, agent });
}

export function get(url: string, userId: string, agent?: Agent): Promise<Received> {
    return exchange(url, { method: "GET", path: pathOf(userId), agent });
}
