/**
 * An error whose message tells a person everything. Pulumi's dynamic provider process prints an error as
 * `${error}: ${error.stack}`, so this one has no stack and answers with the project's name.
 */
export class MessageError extends Error {
    constructor(message: string) {
        super(message);
        this.stack = message;
    }

    override toString(): string {
        return "pulumi-courier";
    }
}
