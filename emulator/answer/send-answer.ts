import type { ServerResponse } from "node:http";
import type { Answer } from "./answer";

/** Sends the whole answer; says whether there was still somebody to send it to. */
export function sendAnswer(response: ServerResponse, answer: Answer): boolean {
    if (response.destroyed) {
        return false;
    }
    response.end(writeHead(response, answer));
    return true;
}

/** Writes the head, and returns the body's bytes, which are to follow. */
export function writeHead(response: ServerResponse, { status, headers, body }: Answer): Buffer {
    const bytes = Buffer.from(body);
    const length = status === 204 || status === 304 ? {} : { "content-length": String(bytes.length) };
    response.writeHead(status, { ...length, ...headers });
    return bytes;
}
