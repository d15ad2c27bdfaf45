import { MessageError } from "./message-error";

/** A write that was not done because an option or a rule forbids it. The message says which, and how to go on. */
export class Refusal extends MessageError {
    override readonly name = "Refusal";

    /** @param reason why, without whom it happened to */
    constructor(sentence: string, reason = sentence) {
        super(sentence, "refusals", { concern: "this user", reason });
    }
}
