import { promiseWithResolvers, type PromiseWithResolvers } from "./promise-with-resolvers";
import { matches, type RequestFilter } from "./request-filter";
import type { RecordedRequest, RequestRecord } from "./request-record";

interface Waiter extends PromiseWithResolvers {
    readonly filter: RequestFilter;
    readonly count: number;
    toCome: number;
}

/** The requests that arrived, in that order, and those who wait for some. */
export class RecordedRequests {
    #requests: RequestRecord[] = [];
    #waiters: Waiter[] = [];
    readonly #maxBodyBytes: number;
    #bodyBytes = 0;
    /** How many have been gone through, from the first one on, to forget their bodies. */
    #forgotten = 0;

    /** Of the bodies, the latest that fit into `maxBodyBytes` are remembered. */
    constructor(maxBodyBytes: number) {
        this.#maxBodyBytes = maxBodyBytes;
    }

    get requests(): readonly RecordedRequest[] {
        return this.#requests;
    }

    add(request: RequestRecord): void {
        this.#requests.push(request);
        this.#bodyBytes += bodyBytes(request);
        this.#forgetBodies();
        this.#waiters = this.#waiters.filter((waiter) => {
            waiter.toCome -= matches(waiter.filter, request) ? 1 : 0;
            if (waiter.toCome === 0) {
                waiter.resolve();
            }
            return waiter.toCome > 0;
        });
    }

    /** Starts a new list; one that was read before stays as it was. */
    clear(): void {
        this.#requests = [];
        this.#bodyBytes = 0;
        this.#forgotten = 0;
        for (const waiter of this.#waiters) {
            waiter.toCome = waiter.count;
        }
    }

    matching(filter: RequestFilter): RecordedRequest[] {
        return this.#requests.filter((request) => matches(filter, request));
    }

    /** Resolves when that many matching requests are in the list. */
    waitFor(filter: RequestFilter, count: number): Promise<void> {
        const toCome = count - this.matching(filter).length;
        const waiter = { ...promiseWithResolvers(), filter, count, toCome };
        if (toCome <= 0) {
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

    #forgetBodies(): void {
        while (this.#bodyBytes > this.#maxBodyBytes) {
            const oldest = this.#requests[this.#forgotten];
            this.#forgotten += 1;
            if (oldest) {
                this.#bodyBytes -= bodyBytes(oldest);
                oldest.bodyText = undefined;
            }
        }
    }
}

function bodyBytes({ bodyText = "" }: RequestRecord): number {
    return Buffer.byteLength(bodyText);
}
