import type { JsonValue } from "../json-value";
import { promiseWithResolvers, type PromiseWithResolvers } from "./promise-with-resolvers";
import { matches, type RequestFilter } from "./request-filter";

/** A request that arrived, and how it was answered. Headers are not kept: they carry the API key. */
export interface RecordedRequest {
    /** The HTTP method, in capitals. */
    readonly method: string;
    /** The request target as it came over the wire: still percent-encoded, with its query. */
    readonly path: string;
    /** The user id, decoded; `undefined` when the path names none. */
    readonly userId: string | undefined;
    /** The body; `undefined` when there was none, it was not JSON, or it was never read to its end. */
    readonly body: JsonValue | undefined;
    /** When its head had arrived, in milliseconds since 1970. */
    readonly startedAt: number;
    /** The number of its connection: the emulator's first is 1. */
    readonly connection: number;
    /** The status of the whole answer; `undefined` while there is none, and for good if it was cut short. */
    readonly status: number | undefined;
    /** Milliseconds from its arrival to the end of the answer, or of the connection; `undefined` before. */
    readonly ms: number | undefined;
}

interface Waiter extends PromiseWithResolvers {
    readonly filter: RequestFilter;
    readonly count: number;
}

/** The requests that arrived, in that order, and those who wait for some. */
export class RecordedRequests {
    #requests: RecordedRequest[] = [];
    #waiters: Waiter[] = [];

    get requests(): readonly RecordedRequest[] {
        return this.#requests;
    }

    add(request: RecordedRequest): void {
        this.#requests.push(request);
        this.#waiters = this.#waiters.filter((waiter) => {
            const complete = this.matching(waiter.filter).length >= waiter.count;
            if (complete) {
                waiter.resolve();
            }
            return !complete;
        });
    }

    /** Starts a new list; one that was read before stays as it was. */
    clear(): void {
        this.#requests = [];
    }

    matching(filter: RequestFilter): RecordedRequest[] {
        return this.#requests.filter((request) => matches(filter, request));
    }

    /** Resolves when that many matching requests are in the list. */
    waitFor(filter: RequestFilter, count: number): Promise<void> {
        const waiter = { ...promiseWithResolvers(), filter, count };
        if (this.matching(filter).length >= count) {
            waiter.resolve();
        } else {
            this.#waiters.push(waiter);
        }
        return waiter.promise;
    }

    /** Fails those who still wait. */
    end(reason: Error): void {
        for (const waiter of this.#waiters) {
            waiter.reject(reason);
        }
        this.#waiters = [];
    }
}

/** A request in one line, without what it carries. */
export function logLine({ method, path, status, ms = 0 }: RecordedRequest): string {
    return `${method} ${path} ${status ?? "cut off"} ${Math.round(ms)} ms`;
}
