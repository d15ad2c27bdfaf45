import type { IncomingMessage } from "node:http";
import type { JsonValue } from "./json";

const maxBytes = 1024 * 1024;

/** A request's whole body. */
export interface ReceivedBody {
    readonly tooLarge: boolean;
    /** `undefined`: too large, or not JSON. */
    readonly json: JsonValue | undefined;
}

/**
 * Reads the body to its end. Of one that is too large the rest is read and dropped: a client that is
 * still sending would otherwise see a broken connection instead of the answer.
 */
export async function readBody(request: IncomingMessage): Promise<ReceivedBody> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
        bytes += chunk.length;
        if (bytes <= maxBytes) {
            chunks.push(chunk);
        }
    }
    const tooLarge = bytes > maxBytes;
    return { tooLarge, json: tooLarge ? undefined : parseJson(Buffer.concat(chunks)) };
}

function parseJson(bytes: Buffer): JsonValue | undefined {
    try {
        return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as JsonValue;
    } catch {
        return undefined;
    }
}
