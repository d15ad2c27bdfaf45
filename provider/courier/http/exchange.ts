import type { Agent } from "node:http";
import { parseExactJson, type ExactValue } from "../../core/values/exact-json";
import { Connecting, connectingBy } from "./agent";
import { NoAnswer } from "./connection-failures";

/** A request as it goes over the wire. */
export interface Request {
    readonly method: "GET" | "PUT" | "DELETE";
    readonly url: URL;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | undefined;
}

/** An answer whose body arrived whole. */
export interface Answer {
    readonly status: number;
    readonly text: string;
    /** The body as JSON; undefined where it is none. */
    readonly json: ExactValue | undefined;
    readonly retryAfter: string | undefined;
    readonly location: string | undefined;
}

/** No profile comes near; an answer without end must not fill the memory. */
const maxAnswerBytes = 16 * 1024 * 1024;

/**
 * Sends a request and reads its answer.
 *
 * @param agent one of `createAgent`
 * @param stop ends it where it is not done
 * @throws ConnectionFailure
 */
export async function exchange(
    { method, url, headers, body }: Request,
    agent: Agent,
    stop: AbortSignal,
): Promise<Answer> {
    // Loaded at the first request, as a run that sends none need not wait for it.
    const { default: fetch } = await import("node-fetch");
    const connecting = new Connecting(stop);
    try {
        const response = await connectingBy(connecting, () =>
            fetch(url.href, {
                method,
                headers: { ...headers },
                ...(body !== undefined && { body }),
                redirect: "manual",
                agent,
                size: maxAnswerBytes,
                signal: stop,
            }),
        );
        const text = await response.text();
        return {
            status: response.status,
            text,
            json: parseJson(text),
            retryAfter: response.headers.get("retry-after") ?? undefined,
            location: response.headers.get("location") ?? undefined,
        };
    } catch (error) {
        throw connecting.failure ?? failureOf(error, stop);
    } finally {
        connecting.end();
    }
}

/** What node-fetch's error means, where the connection itself has told nothing. */
function failureOf(error: unknown, stop: AbortSignal): NoAnswer {
    const { type, code, name } = error as Error & { type?: string; code?: string };
    if (stop.aborted || type === "aborted") {
        return new NoAnswer({ kind: "late" });
    }
    return new NoAnswer(type === "max-size" ? { kind: "too large" } : { kind: "broken", code: code ?? name });
}

function parseJson(text: string): ExactValue | undefined {
    try {
        return parseExactJson(text);
    } catch {
        return undefined;
    }
}
