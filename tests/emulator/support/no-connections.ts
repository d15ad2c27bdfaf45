import { setImmediate } from "node:timers/promises";
import type { Emulator } from "../../../emulator";

/** Turns the event loop until the emulator knows that every client has gone. */
export async function noConnections(courier: Emulator): Promise<void> {
    while (courier.connections.open > 0) {
        await setImmediate();
    }
}
