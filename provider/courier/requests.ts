import { setMaxListeners } from "node:events";
import type { Agent } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { oneLine } from "../core/messages/wording";
import { exactJson, type ExactObject } from "../core/values/exact-json";
import { CourierError } from "./errors/courier-error";
import { describeAnswer } from "./errors/describe-answer";
import { describeConnectionFailure } from "./errors/describe-connection-failure";
import { redaction } from "./errors/redaction";
import type { TryFailure } from "./errors/try-failure";
import { createAgent } from "./http/agent";
import { isConnectionFailure } from "./http/connection-failures";
import { exchange, type Answer, type Request } from "./http/exchange";
import { Turns } from "./http/turns";
import { isTimeForATry, retryDelayMs, tryLimitMs } from "./retry-timing";

/** How to reach Courier. */
export interface ClientSettings {
    readonly apiKey: string;
    readonly baseUrl: URL;
    /** The longest that one request may take, all tries and the waits between them together. */
    readonly timeoutMs: number;
    /** How often one request is repeated after its first failure. */
    readonly maxRetries: number;
}

/** A request of one user's profile. */
export interface ProfileRequest {
    readonly method: Request["method"];
    readonly userId: string;
    /** What is sent. */
    readonly profile?: ExactObject;
}

/** Takes apart an answer: what the caller wants of it, or undefined where it is no success. */
export type Success<T> = (answer: Answer) => { readonly result: T } | undefined;

/** What waiting between two tries depends on; tests put their own in place. */
export interface Waiting {
    /** A number from 0 to 1. */
    random(): number;
    /** Ends early, without an error, when the signal is aborted. */
    sleep(ms: number, signal: AbortSignal): Promise<unknown>;
}

export const realWaiting: Waiting = {
    random: () => Math.random(),
    sleep: (ms, signal) =>
        delay(ms, undefined, { signal }).catch((error: unknown) => {
            if (!signal.aborted) {
                throw error;
            }
        }),
};

/** What an answer under way may still take after the run is cancelled: cut off, it would leave in doubt what was done. */
const cancelledAnswerMs = 5_000;

/** The longest wait before the first retry. */
const retryBaseMs = 500;

/** Sends requests over connections that are kept, each repeated while that can help and its time allows. */
export class Requests {
    readonly #settings: ClientSettings;
    readonly #turns: Turns;
    readonly #cancellation: AbortSignal;
    readonly #waiting: Waiting;
    #agent: Agent | undefined;

    /** @param connections the most at once */
    constructor(settings: ClientSettings, connections: number, cancellation: AbortSignal, waiting: Waiting) {
        this.#settings = settings;
        this.#turns = new Turns(connections);
        this.#cancellation = cancellation;
        // Each request listens while it is under way; Node.js warns of more than ten.
        setMaxListeners(0, cancellation);
        this.#waiting = waiting;
    }

    /** @throws CourierError */
    async send<T>(request: ProfileRequest, success: Success<T>): Promise<T> {
        const { timeoutMs, maxRetries } = this.#settings;
        let leftMs = timeoutMs;
        let failure: TryFailure | undefined;
        for (let tries = 0; ; tries++) {
            // Waiting for a connection is not Courier's time.
            const endTurn = await this.#turns.take(this.#cancellation);
            if (!endTurn) {
                throw this.#cancelled(request, tries, failure);
            }
            const startedAt = performance.now();
            const limitMs = tryLimitMs(leftMs, maxRetries - tries);
            const outcome = await this.#try(request, success, limitMs).finally(endTurn);
            if ("result" in outcome) {
                return outcome.result;
            }
            failure = outcome;
            const delayMs = retryDelayMs(tries, failure.retryAfterMs, this.#waiting.random(), retryBaseMs);
            leftMs -= performance.now() - startedAt + delayMs;
            if (tries >= Math.min(maxRetries, failure.retries)) {
                throw this.#error(request, tries + 1, failure);
            }
            if (!isTimeForATry(leftMs, timeoutMs)) {
                throw this.#error(request, tries + 1, failure, askedToWait(failure.retryAfterMs));
            }
            await this.#waiting.sleep(delayMs, this.#cancellation);
        }
    }

    async #try<T>(
        request: ProfileRequest,
        success: Success<T>,
        limitMs: number,
    ): Promise<{ readonly result: T } | TryFailure> {
        const { apiKey, baseUrl } = this.#settings;
        let answer: Answer;
        try {
            this.#agent ??= createAgent(baseUrl);
            answer = await this.#exchange(this.#agent, this.#overTheWire(request), limitMs);
        } catch (error) {
            if (isConnectionFailure(error)) {
                return describeConnectionFailure(error, baseUrl);
            }
            throw error;
        }
        const shown = redaction({ apiKey, ...request });
        return (
            success(answer) ?? describeAnswer(answer, (text, maxLength) => oneLine(shown(text), maxLength))
        );
    }

    #overTheWire({ method, userId, profile }: ProfileRequest): Request {
        const { apiKey, baseUrl } = this.#settings;
        return {
            method,
            url: new URL(`${baseUrl.href.replace(/\/+$/, "")}${pathOf(userId)}`),
            headers: {
                Accept: "application/json",
                Authorization: `Bearer ${apiKey}`,
                "User-Agent": "pulumi-courier",
                ...(profile && { "Content-Type": "application/json" }),
            },
            body: profile && exactJson({ profile }),
        };
    }

    async #exchange(agent: Agent, request: Request, limitMs: number): Promise<Answer> {
        const stop = new AbortController();
        const timers: NodeJS.Timeout[] = [];
        const stopIn = (ms: number): void => {
            timers.push(
                setTimeout(() => {
                    stop.abort();
                }, ms),
            );
        };
        const hurry = (): void => {
            stopIn(cancelledAnswerMs);
        };
        stopIn(limitMs);
        this.#cancellation.addEventListener("abort", hurry);
        try {
            return await exchange(request, agent, stop.signal);
        } finally {
            timers.forEach(clearTimeout);
            this.#cancellation.removeEventListener("abort", hurry);
        }
    }

    #error(request: ProfileRequest, tries: number, failure: TryFailure, note?: string): CourierError {
        const { method, userId } = request;
        const path = pathOf(userId);
        return new CourierError({ method, userId, path, tries, ...failure, note }, this.#settings.apiKey);
    }

    /** @param failure of the last try, if there was one */
    #cancelled(request: ProfileRequest, tries: number, failure: TryFailure | undefined): CourierError {
        return this.#error(
            request,
            tries,
            {
                reason: failure?.reason ?? "not sent, as the run was cancelled",
                advice: "Run the same command again to do the rest.",
                concern: "everyone",
                topic: "cancelled",
                retries: 0,
            },
            failure && "; not repeated, as the run was cancelled",
        );
    }
}

function pathOf(userId: string): string {
    return `/profiles/${encodeURIComponent(userId)}`;
}

/** Why a request is not repeated although its tries are not used up, where the server's Retry-After is why. */
function askedToWait(ms: number | undefined): string | undefined {
    if (ms === undefined) {
        return undefined;
    }
    const time = ms > 86_400_000 ? "more than a day" : `${Math.ceil(ms / 1000)} s`;
    return `; it asks to wait ${time}, more than is left of courier:timeoutSeconds`;
}
