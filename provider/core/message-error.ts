/** An error whose message tells a person everything. It has no stack: Pulumi would print it. */
export class MessageError extends Error {
    constructor(message: string) {
        super(message);
        this.stack = message;
    }
}
