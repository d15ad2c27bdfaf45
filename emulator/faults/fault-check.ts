import { validateHeaderName, validateHeaderValue } from "node:http";
import type { Fault } from "./fault";

/** A fault that makes no sense; the message names the field. */
export class FaultError extends Error {
    /** Tells it from other errors: always `"FaultError"`. */
    override name = "FaultError";
}

type FaultField = keyof Fault;

const wholeNumber = (value: unknown) => Number.isInteger(value) && (value as number) >= 0;
const milliseconds = (value: unknown) => Number.isFinite(value) && (value as number) >= 0;
const text = (value: unknown) => typeof value === "string";
const oneOf = (...values: string[]) => ({
    holds: (value: unknown) => values.includes(value as string),
    what: `must be ${values.map((value) => `"${value}"`).join(" or ")}`,
});
const aText = { holds: text, what: "must be a string" };
const aTextOrItsMaker = {
    holds: (value: unknown) => text(value) || typeof value === "function",
    what: "must be a string or a function that returns one",
};
const aBoolean = { holds: (value: unknown) => typeof value === "boolean", what: "must be true or false" };
const aTime = { holds: milliseconds, what: "must be a number of milliseconds, 0 or more" };

const fields: Readonly<Record<FaultField, { holds: (value: unknown) => boolean; what: string }>> = {
    method: {
        holds: (value) => text(value) && /^[A-Z]+$/.test(value),
        what: 'must be a method in capitals, such as "PUT"',
    },
    userId: {
        holds: (value) => text(value) || value instanceof RegExp,
        what: "must be a string or a regular expression",
    },
    times: {
        holds: (value) => value === Infinity || (wholeNumber(value) && value !== 0),
        what: "must be a whole number from 1, or Infinity",
    },
    skip: { holds: wholeNumber, what: "must be a whole number from 0" },
    status: {
        holds: (value) => wholeNumber(value) && (value as number) >= 200 && (value as number) <= 599,
        what: "must be a whole number from 200 to 599",
    },
    message: aTextOrItsMaker,
    type: aText,
    body: aTextOrItsMaker,
    contentType: aText,
    headers: { holds: areHeaders, what: "must be an object of HTTP headers, each a string" },
    retryAfter: {
        holds: (value) => typeof value === "number" || isHeaderValue(value),
        what: "must be a number or a header's text",
    },
    delayMs: aTime,
    stall: oneOf("before-headers", "in-body"),
    drip: aTime,
    reset: oneOf("before-request-read", "after-apply", "in-body"),
    truncate: aBoolean,
    apply: aBoolean,
};

const choosing: readonly string[] = ["method", "userId", "times", "skip"];

/** Throws a {@link FaultError} where the fault could only be a mistake: a test must not pass by one. */
export function checkFault(fault: Fault): void {
    const given = Object.entries(fault).filter(([, value]) => value !== undefined);
    for (const [name, value] of given) {
        if (!Object.hasOwn(fields, name)) {
            throw new FaultError(`"${name}" is not a field of a fault: ${Object.keys(fields).join(", ")}`);
        }
        const { holds, what } = fields[name as FaultField];
        if (!holds(value)) {
            throw new FaultError(`"${name}" ${what}`);
        }
    }
    if (given.every(([name]) => choosing.includes(name))) {
        throw new FaultError("the fault says nothing about what goes wrong");
    }
    const journeys = given.map(([name]) => name).filter((name) => /^(stall|drip|reset|truncate)$/.test(name));
    if (journeys.length > 1) {
        throw new FaultError(`"${journeys.join('" and "')}" exclude each other`);
    }
    if (fault.body !== undefined && (fault.message !== undefined || fault.type !== undefined)) {
        throw new FaultError('"message" and "type" have no place beside "body"');
    }
    if (fault.contentType !== undefined && fault.body === undefined) {
        throw new FaultError('"contentType" is that of a "body", which is missing');
    }
    if (fault.reset === "before-request-read" && fault.apply) {
        throw new FaultError('"apply" cannot be true for a request that is not read');
    }
}

function areHeaders(value: unknown): boolean {
    return (
        typeof value === "object" &&
        value !== null &&
        Object.entries(value).every(([name, item]) => isHeaderName(name) && isHeaderValue(item))
    );
}

function isHeaderName(name: string): boolean {
    return succeeds(() => {
        validateHeaderName(name);
    });
}

function isHeaderValue(value: unknown): boolean {
    return (
        typeof value === "string" &&
        succeeds(() => {
            validateHeaderValue("name", value);
        })
    );
}

function succeeds(action: () => void): boolean {
    try {
        action();
        return true;
    } catch {
        return false;
    }
}
