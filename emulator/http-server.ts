import { setMaxListeners } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { type Answer, errorAnswer } from "./answer/answer";
import { ApiError } from "./answer/error-answer";
import type { ApiRequest, CourierApi } from "./courier-api/courier-api";
import { parseTarget } from "./arrival/request-path";
import { applies, faultAnswer } from "./faults/fault-answer";
import type { Fault } from "./faults/fault";
import type { FaultScript } from "./faults/fault-script";
import { type ConnectionCounts, Connections } from "./arrival/connections";
import type { Gates } from "./arrival/held-requests";
import { type ReceivedBody, readBody } from "./arrival/request-body";
import type { RecordedRequest, RequestLog } from "./arrival/recorded-requests";
import { send } from "./answer/send-answer";

/** What the server connects to the network. */
export interface ServerParts {
    readonly api: CourierApi;
    readonly faults: FaultScript;
    readonly gates: Gates;
    readonly requests: RequestLog;
    readonly latencyMs: number;
    /** Resolves when what was changed is kept. */
    readonly saved: () => Promise<void>;
    /** Called once a request, when its answer is out or its connection has ended. */
    readonly onEnd: (request: RecordedRequest) => void;
}

type Recording = { -readonly [Field in keyof RecordedRequest]: RecordedRequest[Field] };

const unread: ReceivedBody = { tooLarge: false, json: undefined };

// Room for the escapes of a user id of some thousand characters.
const maxHeaderSize = 64 * 1024;

/** The API over HTTP, with its faults, gates and records. */
export class CourierServer {
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

    /** Resolves with the address once it listens. */
    listen(port: number, host: string): Promise<AddressInfo> {
        return new Promise((resolve, reject) => {
            this.#server.once("error", reject);
            this.#server.listen(port, host, () => {
                this.#server.off("error", reject);
                resolve(this.#server.address() as AddressInfo);
            });
        });
    }

    /** Ends every connection, and resolves when the port is free. */
    async close(): Promise<void> {
        this.#closing.abort();
        const closed = new Promise((resolve) => this.#server.close(resolve));
        this.#connections.end();
        await closed;
    }

    async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const { faults, gates, requests } = this.#parts;
        const { method = "", url: path = "" } = request;
        const target = parseTarget(path);
        const fault = faults.take({ method, userId: target.userId });
        const start = performance.now();
        const record: Recording = {
            method,
            path,
            userId: target.userId,
            body: undefined,
            startedAt: Date.now(),
            connection: this.#connections.numberOf(request.socket),
            status: undefined,
            ms: undefined,
        };
        // A client may end its connection at any time: that is what the record then says.
        response.on("error", () => undefined);
        response.once("close", () => {
            record.ms = performance.now() - start;
            this.#parts.onEnd(record);
        });

        const body = fault?.reset === "before-request-read" ? unread : await readBody(request);
        record.body = body?.json;
        requests.add(record);
        const held = gates.hold(record);
        // No await without a gate: who waits for the request then also finds it applied.
        if (held) {
            await held;
        }
        if (!body || hasEnded(request.socket)) {
            return;
        }

        const { authorization, "content-type": contentType } = request.headers;
        const answer = await this.#decide({ method, target, authorization, contentType, body }, fault);
        await this.#wait(this.#parts.latencyMs + (fault?.delayMs ?? 0));
        const whole = await send(response, answer, fault ?? {}, this.#closing.signal);
        if (whole) {
            record.status = response.statusCode;
        }
    }

    async #decide(request: ApiRequest, fault: Fault | undefined): Promise<Answer> {
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

    #decideFaulty(request: ApiRequest, fault: Fault): Answer {
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
