import type { HelpTopic } from "../../core/messages/help-links";
import type { Concern } from "../../core/messages/message-error";

/** Why one try came to nothing, fit to be shown. */
export interface TryFailure {
    /** What went wrong, as a clause: `401 authentication_error: Unauthorized`. */
    readonly reason: string;
    /** What the reader can do about it, as a sentence. */
    readonly advice: string;
    readonly concern: Concern;
    readonly topic: HelpTopic;
    /** How often trying again may help. */
    readonly retries: number;
    /** How long the server asks to wait. */
    readonly retryAfterMs?: number | undefined;
    readonly status?: number;
    /** Courier's `type`, such as `rate_limit_error`. */
    readonly type?: string | undefined;
}
