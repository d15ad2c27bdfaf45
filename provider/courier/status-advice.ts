import { isRetriedStatus } from "./retry-timing";

const advices: Readonly<Record<number, string>> = {
    400: "Correct in the program what the message names, then run `pulumi up` again.",
    401:
        "Check the API key (courier:apiKey, else COURIER_API_KEY) and that it belongs to this base URL's region. " +
        "Refresh and destroy use the key of the last `pulumi up`: after a rotation run `pulumi up` first, or add --run-program.",
    403: "The API key may not do this: use a key whose scope includes profiles.",
    404: "Check courier:baseUrl: there is no profiles API at this address.",
    408: "Courier took too long; run the same command again.",
    413: "The profile is larger than Courier takes: make it smaller.",
    422: "Correct in the program what the message names, then run `pulumi up` again.",
    429: "Courier's rate limit is reached: wait, lower --parallel, or raise courier:maxRetries.",
};

/** What to do about an answer of this status. */
export function statusAdvice(status: number): string {
    const advice = advices[status];
    if (advice) {
        return advice;
    }
    return isRetriedStatus(status)
        ? "Courier cannot do it for now: run the same command again later, or raise courier:maxRetries."
        : "Check courier:baseUrl, and whether something between here and Courier answered in its place.";
}
