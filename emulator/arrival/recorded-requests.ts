import { promiseWithResolvers, type PromiseWithResolvers } from "./promise-with-resolvers";
import { matches, type RequestFilter } from "./request-filter";
import type { RecordedRequest } from "./request-record";

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
