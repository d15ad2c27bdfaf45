import type { JsonValue } from "../json-value";

/** A request that arrived, and how it was answered. Headers are not kept: they carry the API key. */
export interface RecordedRequest {
    /** The HTTP method, in capitals. */
    readonly method: string;
    /** The request target as it came over the wire: still percent-encoded, with its query. */
    readonly path: string;
    /** The user id, decoded; `undefined` when the path names none. */
    readonly userId: string | undefined;
    /**
     * The body's text as it was sent, to the last digit of its numbers; `undefined` when there was none, it
     * was larger than 1 MiB or not UTF-8, it was never read to its end, or it is forgotten (the option
     * `recordedBodiesMiB`).
     */
    readonly bodyText: string | undefined;
    /** What JSON.parse makes of {@link bodyText}; `undefined` when there is none or it is not JSON. */
    readonly body: JsonValue | undefined;
    /** When its head had arrived, in milliseconds since 1970. */
    readonly startedAt: number;
    /** The number of its connection: the emulator's first is 1. */
    readonly connection: number;
    /** The status of the whole answer; `undefined` while there is none, and for good if it was cut short. */
    readonly status: number | undefined;
    /** Milliseconds from its arrival to the end of the answer, or of the connection; `undefined` before. */
    readonly ms: number | undefined;
}

/** A record that is being written, from when a request's head has arrived. */
export class RequestRecord implements RecordedRequest {
    readonly method: string;
    readonly path: string;
    readonly userId: string | undefined;
    bodyText: string | undefined;
    readonly startedAt = Date.now();
    readonly connection: number;
    status: number | undefined;
    ms: number | undefined;
    readonly #start = performance.now();

    constructor(request: Pick<RecordedRequest, "method" | "path" | "userId" | "connection">) {
        this.method = request.method;
        this.path = request.path;
        this.userId = request.userId;
        this.connection = request.connection;
    }

    get body(): JsonValue | undefined {
        try {
            return this.bodyText === undefined ? undefined : (JSON.parse(this.bodyText) as JsonValue);
        } catch {
            return undefined;
        }
    }

    /** Its answer is out, or its connection has ended. */
    end(): void {
        this.ms = performance.now() - this.#start;
    }
}
