import { MessageError } from "../../core/messages/message-error";
import { withoutKey } from "./redaction";
import type { TryFailure } from "./try-failure";

/** What is known of a failed request. Only what may be shown: no header, no body that was sent. */
export interface Failure extends Pick<
    TryFailure,
    "reason" | "advice" | "concern" | "topic" | "status" | "type"
> {
    readonly method: string;
    readonly userId: string;
    /** The request's path below the base URL, the user id percent-encoded. */
    readonly path: string;
    /** What is to be said behind the reason. */
    readonly note?: string | undefined;
    /** How often the request was sent. */
    readonly tries: number;
}

/**
 * A request to Courier that failed for good. Its message is one readable line; whatever the server says in it, nothing
 * that was sent is part of it but the user id in the path.
 */
export class CourierError extends MessageError {
    override readonly name = "CourierError";
    readonly status: number | undefined;
    readonly type: string | undefined;
    readonly tries: number;

    constructor(failure: Failure, apiKey: string) {
        const { method, path, reason, note = "", advice, concern, topic } = failure;
        const tries = failure.tries > 1 ? ` (after ${failure.tries} tries)` : "";
        super(withoutKey(`${method} ${path}: ${reason}${note}${tries}. ${advice}`, apiKey), topic, {
            concern,
            reason: withoutUserId(`${reason}. ${advice}`, failure.userId),
        });
        this.status = failure.status;
        this.type = failure.type;
        this.tries = failure.tries;
    }
}

/** The server may name the user, whose id may be a word of any length. */
function withoutUserId(text: string, userId: string): string {
    const id = userId.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${id}(?![\\p{L}\\p{N}])`, "gu"), "[userId]");
}
