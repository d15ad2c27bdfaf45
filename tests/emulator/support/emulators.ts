import { type Emulator, type EmulatorOptions, startEmulator } from "../../../emulator";

/** Starts emulators, and closes them after each test of the suite. */
export function useEmulators(): (options?: EmulatorOptions) => Promise<Emulator> {
    let emulators: Emulator[] = [];
    afterEach(async () => {
        await Promise.all(emulators.map((emulator) => emulator.close()));
        emulators = [];
    });
    return async (options) => {
        const emulator = await startEmulator(options);
        emulators.push(emulator);
        return emulator;
    };
}
