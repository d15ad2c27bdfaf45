import type { RecordedRequest } from "./request-record";

/** A request in one line, without what it carries. */
export function logLine({ method, path, status, ms = 0 }: RecordedRequest): string {
    return `${method} ${path} ${status ?? "cut off"} ${Math.round(ms)} ms`;
}
