import type { Fault } from "../../../emulator";
import { SECRET_KEY } from "./secrets";

/** How requests that meet a fault end, and after how many of them. */
interface Ending {
    readonly ends: "recovers" | "fails";
    readonly requests: number;
}

/** A fault that the emulator makes, and what the design promises about it. */
export interface FaultRow extends Ending {
    readonly name: string;
    /** Made as the run starts, as it may hold a time. */
    readonly fault: () => Fault;
    /** Where reading ends otherwise than writing. */
    readonly reading?: Ending;
}

/** The settings that the rows' numbers of requests hold for. */
export const settings = { maxRetries: 2, timeoutSeconds: 10 };

const recovers: Ending = { ends: "recovers", requests: 3 };
const failsAtLast: Ending = { ends: "fails", requests: 3 };
const failsAtOnce: Ending = { ends: "fails", requests: 1 };

const html = "<html><body><h1>Bad gateway</h1></body></html>";

/** So long from the start of a run that its requests arrive before. */
const dateAfterMs = 6000;

/** What may pass, and is tried again. */
const passing: Readonly<Record<string, Fault | (() => Fault)>> = {
    "408": { status: 408 },
    "409": { status: 409, message: "Another write is under way" },
    "425": { status: 425 },
    "429 without Retry-After": { status: 429, message: "Too many requests." },
    "429 with Retry-After in seconds": { status: 429, retryAfter: 1 },
    "429 with Retry-After as a date": () => ({
        status: 429,
        retryAfter: new Date(Date.now() + dateAfterMs).toUTCString(),
    }),
    "429 with a Retry-After that is neither": { status: 429, retryAfter: "in a moment" },
    "429 with a Retry-After in the past": {
        status: 429,
        retryAfter: new Date(0).toUTCString(),
    },
    "500": { status: 500, message: "Internal server error" },
    "502 with an HTML page": { status: 502, body: html },
    "502 without a body": { status: 502, body: "" },
    "503": { status: 503 },
    "504 with text": { status: 504, body: "upstream request timeout", contentType: "text/plain" },
    "a reset before the body is read": { reset: "before-request-read" },
    "a reset in place of an answer": { reset: "after-apply" },
    "a reset within the answer": { reset: "in-body" },
    "an answer that is cut off": { truncate: true },
    "an answer that never comes": { stall: "before-headers" },
    "an answer that stalls half-way": { stall: "in-body" },
};

/** What trying again cannot help. */
const lasting: Readonly<Record<string, Fault>> = {
    "400": { status: 400, message: "profile.email must be a string" },
    "400 with a message that repeats the key": {
        status: 400,
        type: SECRET_KEY,
        message: [
            `got "Bearer ${SECRET_KEY}"`,
            encodeURIComponent(SECRET_KEY),
            Buffer.from(`Bearer ${SECRET_KEY}`).toString("base64"),
        ].join(" and "),
    },
    "400 that quotes what was sent": {
        status: 400,
        message: ({ bodyText = "a GET" }) => `cannot take ${bodyText}, or ${encodeURIComponent(bodyText)}`,
    },
    "401": { status: 401, message: "Unauthorized" },
    "403": { status: 403, message: "Forbidden: the key's scope lacks profiles" },
    "404 with an HTML page": { status: 404, body: html },
    "413": { status: 413 },
    "418, which nobody expects": { status: 418 },
    "422": { status: 422 },
    "501 that says nothing": { status: 501, body: "{}" },
    "a 429 that asks for a year": { status: 429, retryAfter: 31_536_000 },
    "a 200 of a captive portal": { status: 200, body: "<html>Welcome to the hotel</html>" },
    "a 200 with malformed JSON": { status: 200, body: '{"status":"SUCC' },
    "a 200 with an empty body": { status: 200, body: "" },
    "a 200 with other JSON": { status: 200, body: '{"status":"ok"}' },
    "a 202": { status: 202 },
    "a redirect": {
        status: 307,
        body: "",
        headers: { location: "https://user:password@elsewhere.example/profiles?to=me#there" },
    },
    "a redirect to nowhere": { status: 302, body: "" },
};

function make(fault: Fault | (() => Fault), times: number): () => Fault {
    return () => ({ ...(typeof fault === "function" ? fault() : fault), times });
}

export const faultRows: readonly FaultRow[] = [
    ...Object.entries(passing).flatMap(([name, fault]) => [
        { name: `${name}, twice`, fault: make(fault, 2), ...recovers },
        { name: `${name}, for ever`, fault: make(fault, Infinity), ...failsAtLast },
    ]),
    ...Object.entries(lasting).map(([name, fault]) => ({
        name,
        fault: make(fault, Infinity),
        ...(fault.status === 501 ? failsAtLast : failsAtOnce),
    })),
    {
        name: "404",
        fault: make({ status: 404, message: "Not found" }, Infinity),
        ...failsAtOnce,
        // The profile is gone, which is no failure.
        reading: { ends: "recovers", requests: 1 },
    },
    {
        name: "a slow answer",
        fault: make({ delayMs: 500 }, Infinity),
        ends: "recovers",
        requests: 1,
    },
    {
        name: "an answer in drops",
        fault: make({ drip: 20 }, Infinity),
        ends: "recovers",
        requests: 1,
    },
];
