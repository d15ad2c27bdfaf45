import type { IncomingMessage } from "node:http";
import type { JsonValue } from "../json-value";

const maxBytes = 1024 * 1024;

/** A request's whole body. */
export interface ReceivedBody {
    readonly tooLarge: boolean;
    /** `undefined`: too large, or not JSON. */
    readonly json: JsonValue | undefined;
}

/**
 * Reads the body to its end. Of one that is too large the rest is read and dropped: a client that is
 * still sending would otherwise see a broken connection instead of the answer. `undefined`: the connection
 * ended before the body did.
 */
export async function readBody(request: IncomingMessage): Promise<ReceivedBody | undefined> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    try {
        for await (const chunk of request as AsyncIterable<Buffer>) {
            bytes += chunk.length;
            if (bytes <= maxBytes) {
                chunks.push(chunk);
            }
        }
    } catch {
        return undefined;
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
