import { isRetriedStatus } from "../retry-timing";
import type { TryFailure } from "./try-failure";

/** What an answer's status says of itself. */
type StatusMeaning = Pick<TryFailure, "advice" | "concern" | "topic">;

const correctTheProgram: StatusMeaning = {
    advice: "Correct in the program what the message names, then run `pulumi up` again.",
    concern: "this user",
    topic: "answers",
};

const meanings: Readonly<Record<number, StatusMeaning>> = {
    400: correctTheProgram,
    401: {
        advice:
            "Check the API key (courier:apiKey, else COURIER_API_KEY) and that it belongs to this base URL. " +
            "Refresh and destroy use the key of the last `pulumi up`: after a rotation run `pulumi up` first, or add --run-program.",
        concern: "everyone",
        topic: "api-key",
    },
    403: {
        advice: "The API key may not do this: use a key whose scope includes profiles.",
        concern: "everyone",
        topic: "api-key",
    },
    404: {
        advice: "Check courier:baseUrl: there is no profiles API at this address.",
        concern: "unclear",
        topic: "answers",
    },
    408: {
        advice: "Courier took too long; run the same command again.",
        concern: "unclear",
        topic: "answers",
    },
    413: {
        advice: "The profile is larger than Courier takes: make it smaller.",
        concern: "this user",
        topic: "answers",
    },
    422: correctTheProgram,
    429: {
        advice:
            "Courier's rate limit is reached: run the same command again later, or raise courier:maxRetries " +
            "(and lower --parallel, where there are many Profiles).",
        concern: "unclear",
        topic: "rate-limit",
    },
};

/** What to do about an answer of this status, and whom it concern. */
export function statusMeaning(status: number): StatusMeaning {
    return (
        meanings[status] ?? {
            advice: isRetriedStatus(status)
                ? "Courier cannot do it for now: run the same command again later, or raise courier:maxRetries."
                : notCourier,
            concern: "unclear",
            topic: "answers",
        }
    );
}

/** What to do about an answer that is none of Courier's. */
export const notCourier =
    "Check courier:baseUrl, and whether something between here and Courier answered in its place.";
