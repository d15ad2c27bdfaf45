import { MessageError } from "../core/message-error";
import { oneLine } from "../core/text";

/** What is known of a failed request. Only what may be shown: no header, no body that was sent. */
export interface Failure {
    readonly method: string;
    /** The request's path below the base URL, the user id percent-encoded. */
    readonly path: string;
    /** What went wrong, as a clause: `401 authentication_error: Unauthorized`. */
    readonly reason: string;
    /** What the reader can do about it, as a sentence. */
    readonly advice: string;
    readonly status?: number | undefined;
    /** Courier's `type`, such as `rate_limit_error`. */
    readonly type?: string | undefined;
    /** How often the request was sent. */
    readonly tries: number;
}

/**
 * A request to Courier that failed for good. Its message is one readable line; whatever the server says in
 * it, the API key is never part of it.
 */
export class CourierError extends MessageError {
    override readonly name = "CourierError";
    readonly method: string;
    readonly path: string;
    readonly status: number | undefined;
    readonly type: string | undefined;
    readonly tries: number;

    constructor(failure: Failure, apiKey: string) {
        const tries = failure.tries > 1 ? ` (after ${failure.tries} tries)` : "";
        const message = `${failure.method} ${failure.path}: ${failure.reason}${tries}. ${failure.advice}`;
        super(withoutKey(message, apiKey));
        this.method = failure.method;
        this.path = failure.path;
        this.status = failure.status;
        this.type = failure.type && withoutKey(oneLine(failure.type), apiKey);
        this.tries = failure.tries;
    }
}

/** A server may echo the key it was sent, as it is or encoded. */
export function withoutKey(text: string, apiKey: string): string {
    return [apiKey, encodeURIComponent(apiKey), Buffer.from(apiKey).toString("base64")].reduce(
        (result, secret) => result.replaceAll(secret, "[API key]"),
        text,
    );
}
