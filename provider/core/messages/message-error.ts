import { withHelp, type HelpTopic } from "./help-links";

/** Whom a failure concerns: this user alone, every user alike, or it does not tell. */
export type Concern = "this user" | "everyone" | "unclear";

export interface MessageErrorOptions {
    /** Default: `"unclear"`. */
    readonly concern?: Concern;
    /** What went wrong, without whom it happened to: the same for all who met the same. Default: the sentence. */
    readonly reason?: string;
}

/**
 * An error whose message tells a person everything, and where the documentation explains it. Pulumi's dynamic provider
 * process prints the errors of some operations as `${error}: ${error.stack}`, beside the message that it shows with the
 * resource: so this one has no stack, and does not say everything twice.
 */
export class MessageError extends Error {
    readonly concern: Concern;
    readonly reason: string;

    /**
     * @param sentence what the error says in a list of others, without the reference to the documentation
     * @param topic where the documentation explains it
     */
    constructor(
        readonly sentence: string,
        topic: HelpTopic,
        { concern = "unclear", reason = sentence }: MessageErrorOptions = {},
    ) {
        super(withHelp(sentence, topic));
        this.concern = concern;
        this.reason = reason;
        this.stack = "an operation failed; the error of its resource says why";
    }

    override toString(): string {
        return "pulumi-courier";
    }
}
