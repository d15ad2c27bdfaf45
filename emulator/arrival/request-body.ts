import type { IncomingMessage } from "node:http";

const maxBytes = 1024 * 1024;

/** A request's whole body. */
export interface ReceivedBody {
    readonly tooLarge: boolean;
    /** `undefined`: too large, or not UTF-8. */
    readonly text: string | undefined;
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
    return { tooLarge, text: tooLarge ? undefined : decoded(Buffer.concat(chunks)) };
}

function decoded(bytes: Buffer): string | undefined {
    try {
        return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
        return undefined;
    }
}
