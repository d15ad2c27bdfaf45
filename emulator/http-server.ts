import { setMaxListeners } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { Answer } from "./answer/answer";
import { ApiError, errorAnswer } from "./answer/error-answer";
import { sendAnswer } from "./answer/send-answer";
import { type ConnectionCounts, Connections } from "./arrival/connections";
import type { HeldRequests } from "./arrival/held-requests";
import type { RecordedRequests } from "./arrival/recorded-requests";
import { type ReceivedBody, readBody } from "./arrival/request-body";
import { readRequestPath } from "./arrival/request-path";
import { type RecordedRequest, RequestRecord } from "./arrival/request-record";
import type { CourierApi } from "./courier-api/courier-api";
import type { ApiRequest } from "./courier-api/operation";
import { applies, faultAnswer, type HittingFault, hitting } from "./faults/fault-answer";
import { sendFaulty } from "./faults/fault-on-the-wire";
import type { FaultScript } from "./faults/fault-script";

/** What the server connects to the network. */
export interface ServerParts {
    readonly recorded: RecordedRequests;
    readonly held: HeldRequests;
    readonly faults: FaultScript;
    readonly api: CourierApi;
    readonly latencyMs: number;
    /** Resolves when what was changed is kept. */
    readonly saved: () => Promise<void>;
    /** Called once a request, when its answer is out or its connection has ended. */
    readonly onEnd: (request: RecordedRequest) => void;
}

const unread: ReceivedBody = { tooLarge: false, text: undefined };

// Room for the escapes of a user id of some thousand characters.
const maxHeaderSize = 64 * 1024;

/** A request's way over HTTP, from its arrival to its answer. */
export class HttpServer {
    readonly #parts: ServerParts;
    readonly #server: Server;
    readonly #connections: Connections;
    readonly #closing = new AbortController();

    constructor(parts: ServerParts) {
        this.#parts = parts;
        // One for each answer that waits.
        setMaxListeners(0, this.#closing.signal);
        // No time-out for idle connections: it would end some at the very moment a client uses them again.
        this.#server = createServer({ keepAliveTimeout: 0, maxHeaderSize }, (request, response) => {
            this.#handle(request, response).catch((error: unknown) => {
                if (!this.#closing.signal.aborted) {
                    throw error;
                }
            });
        });
        this.#connections = new Connections(this.#server);
    }

    get connections(): ConnectionCounts {
        return this.#connections.counts;
    }

    /** Resolves with the base URL once it listens; fails in one line that says why it cannot. */
    async listen(port: number, host: string): Promise<string> {
        try {
            await new Promise<void>((resolve, reject) => {
                this.#server.once("error", reject);
                this.#server.listen(port, host, () => {
                    this.#server.off("error", reject);
                    resolve();
                });
            });
        } catch (error) {
            throw new Error(`cannot listen on ${host}:${port}: ${reasonOf(error)}`, { cause: error });
        }
        return urlOf(this.#server.address() as AddressInfo);
    }

    /** Ends every connection, and resolves when the port is free. */
    async close(): Promise<void> {
        this.#closing.abort();
        const closed = new Promise((resolve) => this.#server.close(resolve));
        this.#connections.end();
        await closed;
    }

    async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const { recorded, held, faults, latencyMs } = this.#parts;
        const { method = "", url = "" } = request;
        const path = readRequestPath(url);
        const taken = faults.take({ method, userId: path.userId });
        const connection = this.#connections.numberOf(request.socket);
        const record = new RequestRecord({ method, path: url, userId: path.userId, connection });
        // A client may end its connection at any time: that is what the record then says.
        response.on("error", () => undefined);
        response.once("close", () => {
            record.end();
            this.#parts.onEnd(record);
        });

        const body = taken?.reset === "before-request-read" ? unread : await readBody(request);
        record.bodyText = body?.text || undefined;
        const fault = taken && hitting(taken, record);
        recorded.add(record);
        const released = held.hold(record);
        // No await unless it is held: who waits for the request then also finds it applied.
        if (released) {
            await released;
        }
        if (!body || hasEnded(request.socket)) {
            return;
        }

        const { authorization, "content-type": contentType } = request.headers;
        const answer = await this.#decide({ method, path, authorization, contentType, body }, fault);
        await this.#wait(latencyMs + (fault?.delayMs ?? 0));
        const whole = fault
            ? await sendFaulty(response, answer, fault, this.#closing.signal)
            : sendAnswer(response, answer);
        if (whole) {
            record.status = response.statusCode;
        }
    }

    async #decide(request: ApiRequest, fault: HittingFault | undefined): Promise<Answer> {
        const { api, saved } = this.#parts;
        const answer = fault ? this.#decideFaulty(request, fault) : api.answer(request);
        if (request.method !== "GET") {
            try {
                await saved();
            } catch (error) {
                return errorAnswer(new ApiError(500, (error as Error).message));
            }
        }
        return answer;
    }

    #decideFaulty(request: ApiRequest, fault: HittingFault): Answer {
        const { api } = this.#parts;
        const applied = applies(fault) ? api.answer(request) : undefined;
        return faultAnswer(fault, () => applied ?? api.rehearse(request));
    }

    async #wait(ms: number): Promise<void> {
        if (ms > 0) {
            await delay(ms, undefined, { signal: this.#closing.signal });
        }
    }
}

/** Whether the client has ended the connection. */
function hasEnded(socket: Socket): boolean {
    return socket.destroyed || socket.readableEnded;
}

function urlOf({ address, family, port }: AddressInfo): string {
    // The address that stands for all of the machine's is not one to connect to.
    if (address === "0.0.0.0" || address === "::") {
        return `http://127.0.0.1:${port}`;
    }
    return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}

function reasonOf(error: unknown): string {
    const { code, message } = error as NodeJS.ErrnoException;
    const reasons: Readonly<Record<string, string>> = {
        EADDRINUSE: "the port is already in use",
        EACCES: "the port needs more rights than this process has",
        EADDRNOTAVAIL: "the address is none of this machine's",
        ENOTFOUND: "there is no host of that name",
    };
    return (code && reasons[code]) ?? message;
}
