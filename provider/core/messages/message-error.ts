import type { HelpTopic } from "./help-links";

/** Whom a failure concerns: this user alone, every user alike, or it does not tell. */
export type Concern = "this user" | "everyone" | "unclear";

/**
 * An error whose message tells a person everything. Pulumi's dynamic provider process prints an error as
 * `${error}: ${error.stack}`, so this one has no stack and answers with the project's name.
 */
export class MessageError extends Error {
    readonly concerns: Concern;
    /** The message without what is one user's own, so that the equal failures of many users can be told as one. */
    readonly reasonText: string;

    /** @param topic where the documentation explains it; what shows the message to a person adds that to it */
    constructor(
        message: string,
        readonly topic: HelpTopic,
        { concerns = "unclear", reason = message }: { concerns?: Concern; reason?: string } = {},
    ) {
        super(message);
        this.stack = message;
        this.concerns = concerns;
        this.reasonText = reason;
    }

    override toString(): string {
        return "pulumi-courier";
    }
}
