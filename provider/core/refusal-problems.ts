import type { Problem } from "./messages/problem";
import { Refusal } from "./messages/refusal";

/** The problem that an operation's refusal is, for a check to report; other failures stay failures. */
export async function refusalProblems(operation: () => Promise<void> | void): Promise<Problem[]> {
    try {
        await operation();
        return [];
    } catch (error) {
        if (error instanceof Refusal) {
            return [{ property: "", reason: error.sentence, topic: "refusals" }];
        }
        throw error;
    }
}
