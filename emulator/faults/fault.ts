import type { RequestFilter } from "../arrival/request-filter";
import type { RecordedRequest } from "../arrival/request-record";

/**
 * Something that goes wrong with a request: which requests, how often, what is answered, and how that
 * travels. What is answered is Courier's real answer, unless `status`, `message`, `type` or `body` puts
 * another in its place; `headers` and `retryAfter` are added to either.
 *
 * @example
 * ```ts
 * import { startEmulator } from "pulumi-courier/emulator";
 *
 * const courier = await startEmulator();
 * courier.fail({ method: "PUT", status: 429, retryAfter: 1, times: 2 });
 * courier.fail({ userId: /^svc-/, status: 502, body: "<html><h1>Bad gateway</h1></html>" });
 * courier.fail({ method: "PUT", skip: 3, reset: "after-apply" });
 * courier.fail({ status: 400, message: ({ bodyText }) => `this cannot be a profile: ${bodyText}` });
 * await courier.close();
 * ```
 */
export interface Fault extends RequestFilter {
    /** How many matching requests it hits; may be `Infinity`. Default: 1. */
    readonly times?: number | undefined;
    /** How many matching requests pass before it hits its first. Default: 0. */
    readonly skip?: number | undefined;

    /**
     * Answers this status, from 200 to 599, in Courier's form: `{"message", "type"}`, or
     * `{"status":"SUCCESS"}` below 300. Default: 200 with `body`, 500 with `message` or `type`.
     */
    readonly status?: number | undefined;
    /** The error's `message`, or what makes it of the request that it hits. Default: the status's name. */
    readonly message?: string | ((request: RecordedRequest) => string) | undefined;
    /** The error's `type`. Default: the one that Courier gives that status ("Errors" in its API reference). */
    readonly type?: string | undefined;
    /**
     * Answers this text as it is, or what is made of the request that it hits: a gateway's HTML page,
     * malformed JSON, a captive portal's 200.
     */
    readonly body?: string | ((request: RecordedRequest) => string) | undefined;
    /** The content type of `body`. Default: `text/html` if it starts with `<`, else `application/json`. */
    readonly contentType?: string | undefined;
    /** Headers to add, or to put in place of the answer's own. */
    readonly headers?: Readonly<Record<string, string>> | undefined;
    /** The `Retry-After` header: seconds, an HTTP date, or anything else that a server might send. */
    readonly retryAfter?: string | number | undefined;

    /** Milliseconds to wait before answering, on top of the emulator's own latency. Default: 0. */
    readonly delayMs?: number | undefined;
    /**
     * Never completes the answer, and leaves the connection open: `"before-headers"` sends nothing,
     * `"in-body"` the head and half of the body.
     */
    readonly stall?: "before-headers" | "in-body" | undefined;
    /** Sends the body in pieces of 8 bytes, with that many milliseconds between them. */
    readonly drip?: number | undefined;
    /**
     * Resets the connection (TCP RST): `"before-request-read"` when the request's head has arrived, its
     * body unread; `"after-apply"` in place of an answer; `"in-body"` after half of the body.
     */
    readonly reset?: "before-request-read" | "after-apply" | "in-body" | undefined;
    /** Sends half of the body, then ends the connection in good order: less than `content-length` said. */
    readonly truncate?: boolean | undefined;

    /**
     * Whether the operation changes the profiles nevertheless. Default: yes where Courier's real answer
     * is sent, whole or in part, and with `truncate`, `reset: "after-apply"` and `reset: "in-body"`; no
     * where another answer is sent in its place or nothing is.
     */
    readonly apply?: boolean | undefined;
}
