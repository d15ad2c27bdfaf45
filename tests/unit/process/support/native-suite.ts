import { startEmulator, type Emulator } from "../../../../emulator";
import { nativeProcess, type NativeProcess, type NativeProcessOptions } from "./native-client";
import { configure, type ConfigureOptions } from "./native-requests";

const key = "pk_test_of_native";

/** Gives each test of the suite an emulator without profiles, and native processes that are ended after it. */
export function useNative(): {
    readonly courier: Emulator;
    /** A new process, configured to reach the emulator. */
    readonly start: (options?: NativeProcessOptions & ConfigureOptions) => Promise<NativeProcess>;
    /** The methods of the requests that have changed something. */
    readonly writes: () => string[];
} {
    let courier: Emulator;
    const processes: NativeProcess[] = [];

    beforeEach(async () => {
        courier = await startEmulator({ apiKey: key });
    });
    afterEach(async () => {
        for (const process of processes.splice(0)) {
            await process.close();
        }
        await courier.close();
    });

    return {
        get courier() {
            return courier;
        },
        async start({ provider, ...options } = {}) {
            const process = await nativeProcess(options);
            processes.push(process);
            const settings = { apiKey: key, baseUrl: courier.url, maxRetries: 0 };
            await configure(process, settings, provider === undefined ? {} : { provider });
            return process;
        },
        writes: () => courier.requests.map(({ method }) => method).filter((method) => method !== "GET"),
    };
}

/** The message with which an operation must fail. */
export async function failureOf(operation: Promise<unknown>): Promise<Error> {
    return operation.then(
        () => {
            throw new Error("it succeeded");
        },
        (error: unknown) => error as Error,
    );
}
