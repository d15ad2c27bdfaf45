import type { HelpTopic } from "../core/messages/help-links";
import { MessageError, type Concern } from "../core/messages/message-error";

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
    /** Courier's `type`, such as `rate_limit_error`, fit to be shown. */
    readonly type?: string | undefined;
    /** How often the request was sent. */
    readonly tries: number;
    /** Whether it was given up because the run was cancelled. */
    readonly isCancelled?: boolean;
}

/** Shorter than any key of Courier's: what somebody gives to an emulator. */
const minKeyLength = 8;

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
    readonly isCancelled: boolean;

    constructor(failure: Failure, apiKey: string) {
        const tries = failure.tries > 1 ? ` (after ${failure.tries} tries)` : "";
        const message = `${failure.method} ${failure.path}: ${failure.reason}${tries}. ${failure.advice}`;
        // What the server said is without the key already; a word as short as this may be one of ours.
        const shown = (text: string): string =>
            apiKey.length < minKeyLength ? text : withoutKey(text, apiKey);
        super(shown(message), topicOf(failure), {
            concern: concernOf(failure),
            reason: shown(`${failure.reason}${tries}. ${failure.advice}`),
        });
        this.method = failure.method;
        this.path = failure.path;
        this.status = failure.status;
        this.type = failure.type;
        this.tries = failure.tries;
        this.isCancelled = failure.isCancelled ?? false;
    }
}

/**
 * A key that Courier refuses for one user it refuses for all, and a cancelled run is cancelled for all; a profile that
 * it refuses is this user's own.
 */
function concernOf({ status, isCancelled }: Failure): Concern {
    if (isCancelled || status === 401 || status === 403) {
        return "everyone";
    }
    return status === 400 || status === 413 || status === 422 ? "this user" : "unclear";
}

function topicOf({ status, isCancelled }: Failure): HelpTopic {
    if (isCancelled) {
        return "cancelled";
    }
    switch (status) {
        case undefined:
            return "connection";
        case 401:
        case 403:
            return "api-key";
        case 429:
            return "rate-limit";
        default:
            return "answers";
    }
}

/** A server may echo the key it was sent, as it is or encoded, alone or inside a longer encoded text. */
export function withoutKey(text: string, apiKey: string): string {
    const forms = [apiKey, encodeURIComponent(apiKey), ...base64Forms(apiKey)];
    // Whatever the case: percent-encoding has two.
    const anyForm = new RegExp(forms.map((form) => form.replace(/[^\w]/g, "\\$&")).join("|"), "gi");
    return text.replace(anyForm, "[API key]");
}

/** A shorter piece could be part of any word. */
const minBase64Length = 8;

/** The characters of a base64 text that the key alone decides, for each place where it can begin in one. */
function base64Forms(apiKey: string): string[] {
    return [0, 1, 2]
        .flatMap((before) => {
            const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(apiKey)]);
            const [first, last] = [Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6)];
            return [bytes.toString("base64"), bytes.toString("base64url")].map((text) =>
                text.slice(first, last),
            );
        })
        .filter((form) => form.length >= minBase64Length);
}
