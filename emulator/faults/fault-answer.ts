import { STATUS_CODES } from "node:http";
import { type Answer, jsonAnswer, jsonContentType } from "../answer/answer";
import { errorType } from "../answer/error-answer";
import type { RecordedRequest } from "../arrival/request-record";
import type { Fault } from "./fault";

/** A fault that hits a request, its texts made of that. */
export interface HittingFault extends Fault {
    readonly message?: string | undefined;
    readonly body?: string | undefined;
}

export function hitting(fault: Fault, request: RecordedRequest): HittingFault {
    const textOf = (text: Fault["message"]) => (typeof text === "function" ? text(request) : text);
    return { ...fault, message: textOf(fault.message), body: textOf(fault.body) };
}

/** Whether the operation changes the profiles although the fault hits its request. */
export function applies(fault: Fault): boolean {
    if (fault.apply !== undefined) {
        return fault.apply;
    }
    if (fault.reset !== undefined || fault.truncate) {
        return fault.reset !== "before-request-read";
    }
    return !replacesAnswer(fault) && fault.stall !== "before-headers";
}

/** What the fault answers: its own answer or, where it has none, the real one with the fault's headers. */
export function faultAnswer(fault: HittingFault, realAnswer: () => Answer): Answer {
    const answer = replacesAnswer(fault) ? replacement(fault) : realAnswer();
    const headers = {
        ...answer.headers,
        ...(fault.retryAfter !== undefined && { "retry-after": String(fault.retryAfter) }),
        ...lowerCased(fault.headers ?? {}),
    };
    return { ...answer, headers };
}

function replacesAnswer({ status, message, type, body }: Fault): boolean {
    return (status ?? message ?? type ?? body) !== undefined;
}

function replacement({ status, message, type, body, contentType }: HittingFault): Answer {
    if (body !== undefined) {
        const html = { "content-type": "text/html; charset=utf-8" };
        const headers = contentType
            ? { "content-type": contentType }
            : body.startsWith("<")
              ? html
              : jsonContentType;
        return { status: status ?? 200, headers, body };
    }
    const code = status ?? 500;
    if (code === 204 || code === 304) {
        return { status: code, headers: {}, body: "" };
    }
    if (code < 300) {
        return jsonAnswer(code, { status: "SUCCESS" });
    }
    return jsonAnswer(code, {
        message: message ?? STATUS_CODES[code] ?? `Status ${code}`,
        type: type ?? errorType(code),
    });
}

/** Names in one case, so that a fault's header takes the place of the answer's own. */
function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
