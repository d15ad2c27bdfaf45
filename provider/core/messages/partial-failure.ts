import type { BulkResult } from "../bulk-operation";
import { MessageError } from "./message-error";
import { count, counted } from "./wording";

/** So many users' messages fit an error that a person still reads. */
const maxListed = 5;

/** A bulk operation that failed for some users. Its message says for how many, and why for the first few. */
export class PartialFailure extends MessageError {
    override readonly name = "PartialFailure";

    /** @param next what follows from what was done all the same: the end of the sentence that says how many */
    constructor(verb: "written" | "taken away" | "read", result: BulkResult, next?: string) {
        const { done, failed, untried } = result;
        const total = done.length + failed.size + untried.length;
        const reasons = [...failed.values()].slice(0, maxListed).map(({ message }) => `  ${message}`);
        const more = failed.size - reasons.length;
        super(
            [
                `${count(failed.size)} of ${counted(total, "profile")} could not be ${verb}:`,
                ...reasons,
                ...(more > 0 ? [`  and ${count(more)} more`] : []),
                ...(untried.length > 0
                    ? [`${count(untried.length)} more ${were(untried.length)} not tried.`]
                    : []),
                ...(next === undefined ? [] : [`${count(done.length)} ${were(done.length)} ${verb}${next}`]),
            ].join("\n"),
            "partly-done",
        );
    }
}

function were(value: number): string {
    return value === 1 ? "was" : "were";
}
