import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { type Answer, success } from "../answer/answer";
import { sendAnswer, writeHead } from "../answer/send-answer";
import type { Fault } from "./fault";

const dripBytes = 8;

const resetAfterMs = 20;

/** Sends the answer as the fault says; says whether all of it went out. Waits end with the signal. */
export async function sendFaulty(
    response: ServerResponse,
    answer: Answer,
    { stall, drip, reset, truncate }: Fault,
    signal: AbortSignal,
): Promise<boolean> {
    if (response.destroyed || stall === "before-headers") {
        return false;
    }
    if (reset === "before-request-read" || reset === "after-apply") {
        resetConnection(response.req.socket);
        return false;
    }
    if (stall || reset || truncate) {
        await sendHalf(response, answer);
        if (reset) {
            // A client that finds the data and the reset at once may take the reset for a regular end.
            await delay(resetAfterMs, undefined, { signal });
            resetConnection(response.req.socket);
        } else if (truncate) {
            response.req.socket.end();
        }
        return false;
    }
    if (drip !== undefined) {
        return sendSlowly(response, answer, drip, signal);
    }
    return sendAnswer(response, answer);
}

async function sendHalf(response: ServerResponse, answer: Answer): Promise<void> {
    const bytes = writeHead(response, withBody(answer));
    response.flushHeaders();
    await write(response, bytes.subarray(0, Math.floor(bytes.length / 2)));
}

async function sendSlowly(
    response: ServerResponse,
    answer: Answer,
    ms: number,
    signal: AbortSignal,
): Promise<boolean> {
    const bytes = writeHead(response, withBody(answer));
    let start = 0;
    for (; start + dripBytes < bytes.length; start += dripBytes) {
        await write(response, bytes.subarray(start, start + dripBytes));
        await delay(ms, undefined, { signal });
        if (response.destroyed) {
            return false;
        }
    }
    response.end(bytes.subarray(start));
    return true;
}

/** An answer without a body cannot be cut; Courier's older documentation has a 200 in place of the 204. */
function withBody(answer: Answer): Answer {
    return answer.body === "" ? { ...success, headers: { ...success.headers, ...answer.headers } } : answer;
}

/**
 * Ends the connection by a reset alone. The public resetAndDestroy() ends it in good order first, and which
 * of the two the client sees is then a matter of luck.
 */
function resetConnection(socket: Socket & { resetAndClosing?: boolean }): void {
    socket.resetAndClosing = true;
    socket.destroy();
}

/** Resolves when the bytes are with the operating system, or cannot get there any more. */
function write(response: ServerResponse, bytes: Buffer): Promise<void> {
    return new Promise((resolve) => {
        response.write(bytes, () => {
            resolve();
        });
    });
}
