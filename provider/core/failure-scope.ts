import { MessageError, type Concern } from "./messages/message-error";

/** Whom the failure concerns; an error that is none of ours does not tell. */
export function concernOf(error: Error): Concern {
    return error instanceof MessageError ? error.concerns : "unclear";
}
