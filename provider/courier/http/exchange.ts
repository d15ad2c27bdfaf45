import http from "node:http";
import https from "node:https";
import { parseExactJson, type ExactValue } from "../../core/values/exact-json";
import type { RequestOptions } from "./agent";
import { isConnectionFailure, NoAnswer, troubleOf, type ConnectionFailure } from "./connection-failures";

/** A request as it goes over the wire. */
export interface Request {
    readonly method: "GET" | "PUT" | "DELETE";
    readonly url: URL;
    readonly headers: http.OutgoingHttpHeaders;
    readonly body: string | undefined;
}

/** An answer whose body arrived whole. */
export interface Answer {
    readonly status: number;
    readonly text: string;
    /** The body as JSON; undefined where it is none. */
    readonly json: ExactValue | undefined;
    readonly retryAfter: string | undefined;
    readonly location: string | undefined;
}

/** No profile comes near; an answer without end must not fill the memory. */
const maxAnswerBytes = 16 * 1024 * 1024;

/**
 * Sends a request and reads its answer. Settles when its connection is free again or closed, so that nothing of it is
 * left then.
 *
 * @param stop ends it where it is not done
 * @throws ConnectionFailure
 */
export function exchange(
    { method, url, headers, body }: Request,
    agent: http.Agent,
    stop: AbortSignal,
): Promise<Answer> {
    return new Promise((resolve, reject) => {
        let answer: Answer | undefined;
        let failure: ConnectionFailure | undefined;
        const fail = (error: Error): void => {
            failure ??= isConnectionFailure(error) ? error : new NoAnswer(troubleOf(error, request.socket));
        };
        const giveUp = (): void => {
            // Without a socket it is the making of the connection that is under way, and stops by the same signal.
            if (request.socket) {
                request.destroy(new NoAnswer({ kind: "late" }));
            }
        };

        const options: RequestOptions = { method, headers, agent, stopConnecting: stop };
        const request = (url.protocol === "http:" ? http : https).request(url, options);
        stop.addEventListener("abort", giveUp);
        request.once("socket", () => {
            if (stop.aborted) {
                giveUp();
            }
        });
        request.once("response", (response) => {
            const pieces: Buffer[] = [];
            let bytes = 0;
            response.on("data", (piece: Buffer) => {
                bytes += piece.length;
                if (bytes > maxAnswerBytes) {
                    request.destroy(new NoAnswer({ kind: "too large" }));
                } else {
                    pieces.push(piece);
                }
            });
            response.once("error", fail);
            response.once("end", () => {
                answer = toAnswer(response, Buffer.concat(pieces));
                // A server that has answered need not read on.
                if (!request.writableFinished) {
                    request.destroy();
                }
            });
        });
        request.once("error", fail);
        request.once("close", () => {
            stop.removeEventListener("abort", giveUp);
            if (answer) {
                resolve(answer);
            } else {
                reject(failure ?? new NoAnswer({ kind: "broken", code: "ECONNRESET" }));
            }
        });
        request.end(body);
    });
}

function toAnswer({ statusCode, headers }: http.IncomingMessage, body: Buffer): Answer {
    const text = new TextDecoder().decode(body);
    return {
        status: statusCode ?? 0,
        text,
        json: parseJson(text),
        retryAfter: headers["retry-after"],
        location: headers.location,
    };
}

function parseJson(text: string): ExactValue | undefined {
    try {
        return parseExactJson(text);
    } catch {
        return undefined;
    }
}
