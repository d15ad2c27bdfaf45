import { setImmediate } from "node:timers/promises";
import { promiseWithResolvers, type PromiseWithResolvers } from "./promise-with-resolvers";
import { type FilteredRequest, matches, type RequestFilter } from "./request-filter";

/** Holds the requests that match it, as they have arrived: before anything is applied or answered. */
export interface Gate {
    /**
     * Lets go the requests it holds, and every later one. A request whose connection has ended in the
     * meantime is dropped.
     */
    release(): void;
    /** Resolves when the first request stands before it; fails if the emulator is closed before. */
    readonly arrived: Promise<void>;
}

/** The gates that are not released yet. */
export class HeldRequests {
    readonly #closed = new Map<
        RequestFilter,
        { arrived: PromiseWithResolvers; opened: PromiseWithResolvers }
    >();

    add(filter: RequestFilter): Gate {
        // A copy, so that two gates of one filter object are two.
        const key = { ...filter };
        const arrived = promiseWithResolvers();
        const opened = promiseWithResolvers();
        this.#closed.set(key, { arrived, opened });
        const release = () => {
            this.#closed.delete(key);
            opened.resolve();
        };
        return { release, arrived: arrived.promise };
    }

    /** `undefined` when no gate holds the request, else a promise that resolves when none does any more. */
    hold(request: FilteredRequest): Promise<void> | undefined {
        const holding = [...this.#closed]
            .filter(([filter]) => matches(filter, request))
            .map(([, gate]) => gate);
        for (const { arrived } of holding) {
            arrived.resolve();
        }
        return holding.length === 0 ? undefined : allOpened(holding.map(({ opened }) => opened.promise));
    }

    /** Fails those who wait for a request to arrive. What is held stays held: its connection has ended. */
    end(reason: Error): void {
        for (const { arrived } of this.#closed.values()) {
            arrived.reject(reason);
        }
        this.#closed.clear();
    }
}

async function allOpened(gates: readonly Promise<void>[]): Promise<void> {
    await Promise.all(gates);
    // One turn of the event loop, so that a client that has gone by now is known to have gone.
    await setImmediate();
}
