import { startEmulator, type Emulator, type EmulatorOptions } from "../../../emulator";
import { Stack, type StackOptions } from "./stack";

/** What a test, or a hook that runs the CLI, may take on a busy machine. */
export const TIMEOUT_MS = 300_000;

/** The key that stacks of tests use and that their emulators ask for. */
export const API_KEY = "test-api-key";

export interface UseStackOptions extends Omit<StackOptions, "env"> {
    /** One emulator and one stack for all tests of the suite, which look at different sides of one story. */
    shared?: boolean;
    /** Default: it asks for {@link API_KEY}. */
    emulator?: EmulatorOptions;
}

/** Gives each test of the suite a new emulator and a new stack that is set to use it. */
export function useStack({ shared = false, emulator, ...options }: UseStackOptions = {}): {
    readonly courier: Emulator;
    readonly stack: Stack;
} {
    let courier: Emulator | undefined;
    let stack: Stack | undefined;

    beforeEach(function () {
        this.currentTest?.timeout(TIMEOUT_MS);
    });

    (shared ? before : beforeEach)(async function () {
        this.timeout(TIMEOUT_MS);
        const { apiKey = API_KEY } = emulator ?? {};
        courier = await startEmulator({ ...emulator, apiKey });
        const env = { COURIER_API_KEY: apiKey, COURIER_BASE_URL: courier.url };
        stack = await Stack.create({ ...options, env });
    });

    (shared ? after : afterEach)(async function () {
        this.timeout(TIMEOUT_MS);
        await stack?.remove();
        await courier?.close();
        stack = courier = undefined;
    });

    function inTest<T>(value: T | undefined): T {
        if (value === undefined) throw new Error("only tests and their hooks have a stack");
        return value;
    }
    return {
        get courier() {
            return inTest(courier);
        },
        get stack() {
            return inTest(stack);
        },
    };
}
