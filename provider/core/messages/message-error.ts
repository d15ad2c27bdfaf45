import type { HelpTopic } from "./help-links";

/**
 * An error whose message tells a person everything. Pulumi's dynamic provider process prints an error as
 * `${error}: ${error.stack}`, so this one has no stack and answers with the project's name.
 */
export class MessageError extends Error {
    /** @param topic where the documentation explains it; what shows the message to a person adds that to it */
    constructor(
        message: string,
        readonly topic: HelpTopic,
    ) {
        super(message);
        this.stack = message;
    }

    override toString(): string {
        return "pulumi-courier";
    }
}
