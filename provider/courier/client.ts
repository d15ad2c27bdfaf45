import { setMaxListeners } from "node:events";
import type { Agent } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { CourierApi } from "../core/courier-api";
import { exactJson, parseExactJson, type ExactObject, type ExactValue } from "../core/values/exact-json";
import { isObject } from "../core/values/json";
import { oneLine } from "../core/messages/wording";
import type { Settings } from "../run/settings";
import { createAgent, dropWaiting, notSent } from "./connections";
import { describeConnectionFailure } from "./connection-failure";
import { CourierError, withoutKey, type Failure } from "./courier-error";
import { isRetriedStatus, parseRetryAfter, retryDelayMs } from "./retry-timing";
import { statusAdvice } from "./status-advice";

type Method = "GET" | "PUT" | "DELETE";
type Fetch = (typeof import("node-fetch"))["default"];

/** An answer whose body arrived whole. */
interface Answer {
    readonly status: number;
    readonly text: string;
    /** The body as JSON; undefined where it is none. */
    readonly json: ExactValue | undefined;
    readonly retryAfter: string | null;
    readonly location: string | null;
}

/** One try that failed. */
interface FailedTry {
    readonly reason: string;
    readonly advice: string;
    readonly retried: boolean;
    readonly status?: number;
    readonly type?: string | undefined;
    readonly retryAfterMs?: number | undefined;
}

/** Takes apart an answer: what the caller wants of it, or undefined where it is no success. */
type Success<T> = (answer: Answer) => { readonly result: T } | undefined;

export type ClientSettings = Pick<Settings, "apiKey" | "baseUrl" | "timeoutMs" | "maxRetries">;

/** What waiting between two tries depends on; tests put their own in place. */
export interface Waiting {
    /** A number from 0 to 1. */
    random(): number;
    /** Ends early, without an error, when the signal is aborted. */
    sleep(ms: number, signal: AbortSignal): Promise<unknown>;
}

const realWaiting: Waiting = {
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

const neverCancelled = new AbortController().signal;

/** The longest wait before the first retry. */
const retryBaseMs = 500;

/** No profile comes near; an answer without end must not fill the memory. */
const maxAnswerBytes = 16 * 1024 * 1024;

/** One try may take a quarter of an operation's time, so that a stalled answer leaves time for others. */
const triesPerDeadline = 4;

const noSuccess =
    "Check courier:baseUrl, and whether something between here and Courier answered in its place.";

/**
 * Courier's profiles API (Courier's documentation, "User Profiles"): every call repeated while that can help
 * and the deadline allows, every failure a {@link CourierError} that never carries the API key.
 */
export class CourierClient implements CourierApi {
    readonly #settings: ClientSettings;
    readonly #cancellation: AbortSignal;
    readonly #waiting: Waiting;
    #agent: Promise<Agent> | undefined;

    /** @param cancellation when it is aborted, requests are sent no more, and answers under way get five seconds */
    constructor(
        settings: ClientSettings,
        cancellation: AbortSignal = neverCancelled,
        waiting: Waiting = realWaiting,
    ) {
        this.#settings = settings;
        this.#cancellation = cancellation;
        // Each request listens while it is under way; Node.js warns of more than ten.
        setMaxListeners(0, cancellation);
        this.#waiting = waiting;
    }

    /** The user's profile, `{}` where it is empty; undefined where Courier knows none. */
    async get(userId: string): Promise<ExactObject | undefined> {
        return this.#request("GET", userId, undefined, ({ status, text, json }) => {
            if (status === 200 && isObject(json)) {
                const profile = Object.keys(json).length === 0 ? {} : json.profile;
                return isObject(profile) ? { result: profile } : undefined;
            }
            // A gateway's HTML page of the same status says nothing of a profile.
            return status === 404 && (text === "" || isObject(json)) ? { result: undefined } : undefined;
        });
    }

    /** Replaces the user's whole profile, or creates it. */
    async put(userId: string, profile: ExactObject): Promise<void> {
        await this.#request("PUT", userId, exactJson({ profile }), ({ status, json }) =>
            status === 200 && isObject(json) && json.status === "SUCCESS" ? { result: undefined } : undefined,
        );
    }

    /** Deletes the user's profile; it is no failure where there is none. */
    async delete(userId: string): Promise<void> {
        await this.#request("DELETE", userId, undefined, ({ status, text, json }) =>
            [200, 204, 404].includes(status) && (text === "" || isObject(json))
                ? { result: undefined }
                : undefined,
        );
    }

    async #request<T>(
        method: Method,
        userId: string,
        body: string | undefined,
        success: Success<T>,
    ): Promise<T> {
        const path = `/profiles/${encodeURIComponent(userId)}`;
        const deadline = performance.now() + this.#settings.timeoutMs;
        this.#throwIfCancelled({ method, path, tries: 0, reason: "not sent, as the run was cancelled" });
        for (let tries = 1; ; tries++) {
            const outcome = await this.#try(method, path, body, success, deadline);
            if ("result" in outcome) {
                return outcome.result;
            }
            const delayMs = retryDelayMs(
                tries - 1,
                outcome.retryAfterMs,
                this.#waiting.random(),
                retryBaseMs,
            );
            const inTime = performance.now() + delayMs < deadline;
            if (!outcome.retried || tries > this.#settings.maxRetries) {
                throw new CourierError({ method, path, tries, ...outcome }, this.#settings.apiKey);
            }
            if (!inTime) {
                const reason = outcome.reason + askedToWait(outcome.retryAfterMs);
                throw new CourierError({ method, path, tries, ...outcome, reason }, this.#settings.apiKey);
            }
            await this.#waiting.sleep(delayMs, this.#cancellation);
            const reason = `${outcome.reason}; not repeated, as the run was cancelled`;
            this.#throwIfCancelled({ method, path, tries, reason });
        }
    }

    /** @param failure what to say of the request then */
    #throwIfCancelled(failure: Omit<Failure, "advice">): void {
        if (this.#cancellation.aborted) {
            const advice = "Run the same command again to do the rest.";
            throw new CourierError({ ...failure, advice, isCancelled: true }, this.#settings.apiKey);
        }
    }

    async #try<T>(
        method: Method,
        path: string,
        body: string | undefined,
        success: Success<T>,
        deadline: number,
    ): Promise<{ readonly result: T } | FailedTry> {
        // Loaded at the first request, as a run that sends none need not wait for it; where it cannot be loaded, that
        // is no failure of the connection.
        const { default: fetch } = await import("node-fetch");
        let answer: Answer;
        try {
            answer = await this.#send(fetch, method, path, body, deadline);
        } catch (error) {
            return describeConnectionFailure(error, this.#settings.baseUrl.host);
        }
        const { apiKey } = this.#settings;
        // The key goes before the text is cut to length, which could leave half of it.
        return (
            success(answer) ??
            describeAnswer(answer, (text, maxLength) => oneLine(withoutKey(text, apiKey), maxLength))
        );
    }

    async #createAgent(): Promise<Agent> {
        const agent = await createAgent(this.#settings.baseUrl);
        this.#cancellation.addEventListener("abort", () => {
            dropWaiting(agent);
        });
        return agent;
    }

    async #send(
        fetch: Fetch,
        method: Method,
        path: string,
        body: string | undefined,
        deadline: number,
    ): Promise<Answer> {
        const { apiKey, baseUrl, timeoutMs } = this.#settings;
        this.#agent ??= this.#createAgent();
        const agent = await this.#agent;
        if (this.#cancellation.aborted) {
            throw notSent();
        }

        const abort = new AbortController();
        const limitMs = Math.min(timeoutMs / triesPerDeadline, deadline - performance.now());
        const timer = setTimeout(() => {
            abort.abort();
        }, limitMs);
        const shorten = (): void => {
            setTimeout(() => {
                abort.abort();
            }, cancelledAnswerMs).unref();
        };
        this.#cancellation.addEventListener("abort", shorten);
        try {
            const response = await fetch(`${baseUrl.href.replace(/\/+$/, "")}${path}`, {
                method,
                headers: {
                    Accept: "application/json",
                    Authorization: `Bearer ${apiKey}`,
                    "User-Agent": "pulumi-courier",
                    ...(body !== undefined && { "Content-Type": "application/json" }),
                },
                ...(body !== undefined && { body }),
                redirect: "manual",
                agent,
                size: maxAnswerBytes,
                signal: abort.signal,
            });
            const text = await response.text();
            return {
                status: response.status,
                text,
                json: parseJson(text),
                retryAfter: response.headers.get("retry-after"),
                location: response.headers.get("location"),
            };
        } finally {
            clearTimeout(timer);
            this.#cancellation.removeEventListener("abort", shorten);
        }
    }
}

/** The address in a Location header, without what may be secret: user name and password, query, fragment. */
function addressIn(location: string): string {
    return location.replace(/[?#].*$/s, "").replace(/^([^/\\]*[/\\]{2})[^/\\]*@/, "$1");
}

function parseJson(text: string): ExactValue | undefined {
    try {
        return parseExactJson(text);
    } catch {
        return undefined;
    }
}

/** Why a request is not repeated although its tries are not used up, where the server's Retry-After is why. */
function askedToWait(ms: number | undefined): string {
    return ms === undefined
        ? ""
        : `; it asks to wait ${Math.ceil(ms / 1000)} s, more than is left of courier:timeoutSeconds`;
}

/** `show` makes what the server sent fit for a message. */
function describeAnswer(
    { status, text, json, retryAfter, location }: Answer,
    show: (text: string, maxLength?: number) => string,
): FailedTry {
    if (status >= 300 && status < 400) {
        const target = location === null ? "nowhere" : show(addressIn(location));
        return {
            status,
            reason: `${status}, a redirect to ${target}, which is not followed`,
            advice: "Set courier:baseUrl to the address of Courier's API itself.",
            retried: false,
        };
    }
    if (status < 300) {
        const what = json === undefined ? "a body that is not JSON" : "JSON that is not Courier's";
        return { status, reason: `${status} with ${what}`, advice: noSuccess, retried: false };
    }
    const { message, type } = isObject(json) ? json : {};
    const kind = typeof type === "string" ? show(type, 60) : undefined;
    const said =
        typeof message === "string"
            ? `: ${show(message)}`
            : text === ""
              ? ""
              : " with a body that is not Courier's";
    return {
        status,
        type: kind,
        reason: `${status}${kind ? ` ${kind}` : ""}${said}`.replace(/\.+$/, ""),
        advice: statusAdvice(status),
        retried: isRetriedStatus(status),
        retryAfterMs: parseRetryAfter(retryAfter, Date.now()),
    };
}
