/** A promise that is settled from outside. */
export interface PromiseWithResolvers {
    readonly promise: Promise<void>;
    readonly resolve: () => void;
    readonly reject: (error: Error) => void;
}

/**
 * What Promise.withResolvers() is from Node.js 22 on. Nobody has to wait for the promise: a rejection that
 * is not looked at does not end the process.
 */
export function promiseWithResolvers(): PromiseWithResolvers {
    let resolve!: () => void;
    let reject!: (error: Error) => void;
    const promise = new Promise<void>((onResolve, onReject) => {
        resolve = onResolve;
        reject = onReject;
    });
    promise.catch(() => undefined);
    return { promise, resolve, reject };
}
