import type { Emulator, Fault } from "../../../emulator";
import { useEmulators } from "./emulators";
import { put, type Received } from "./exchange";

/** What the profile of `a` is before a PUT, what the PUT makes it, and what Courier answers to it. */
export const old = { email: "old@example.com" };
export const changed = { email: "new@example.com" };
export const success = '{"status":"SUCCESS"}';

/** A new emulator for each test of the suite, and a PUT that a fault hits: what came back, and the profile then. */
export function useFaultyPut(): {
    emulator: () => Emulator;
    hit: (fault: Fault) => Promise<Received & { profile: unknown }>;
} {
    const start = useEmulators();
    let courier: Emulator;
    beforeEach(async () => {
        courier = await start();
        courier.profiles.set("a", old);
    });
    return {
        emulator: () => courier,
        hit: async (fault) => {
            courier.fail(fault);
            const received = await put(courier.url, "a", changed);
            return { ...received, profile: courier.profiles.get("a") };
        },
    };
}
