/** The message of what went wrong; `undefined` when nothing did. */
export async function failure(promise: Promise<unknown>): Promise<string | undefined> {
    return promise.then(
        () => undefined,
        (error: unknown) => (error as Error).message,
    );
}
