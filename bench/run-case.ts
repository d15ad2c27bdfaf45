import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { startEmulator, type Emulator } from "../emulator";
import { measure, type Measurement } from "./measure";
import { API_KEY, type Operation, type Subject } from "./subject";

/** One subject at one size, to be measured several times. */
export interface Case {
    readonly subject: Subject;
    /** How many profiles. */
    readonly size: number;
    /** How long the server takes for each answer. */
    readonly latencyMs: number;
    /** What is timed, of a whole life; what follows the last of them is left out. */
    readonly operations: readonly Operation[];
    readonly runs: number;
    /** After so many runs of all operations, only the first is measured. Default: all runs. */
    readonly wholeRuns?: number;
}

/** What one operation took, and what it sent. */
export interface OperationFigures extends Measurement {
    /** How many requests, by method. */
    readonly requests: Readonly<Record<string, number>>;
    /** How many connections it has opened. */
    readonly connections: number;
}

/** The figures of one run of a case. */
export interface CaseRun {
    readonly operations: Readonly<Partial<Record<Operation, OperationFigures>>>;
    /** After the first up. */
    readonly stateBytes: number | undefined;
}

/**
 * Measures the operations of a case once, in a folder of its own in `parent`.
 *
 * @throws Error where an operation fails, or leaves on the server what it should not.
 */
export async function runCase(
    { subject, size, latencyMs }: Case,
    operations: readonly Operation[],
    parent: string,
): Promise<CaseRun> {
    const courier = await startEmulator({ apiKey: API_KEY, latencyMs });
    const folder = await mkdtemp(path.join(parent, "bench-"));
    try {
        const session = await subject.start(folder, size, courier.url);
        const figures: Partial<Record<Operation, OperationFigures>> = {};
        let stateBytes: number | undefined;
        let isChanged = false;
        for (const operation of operations) {
            courier.clearRequests();
            const { opened } = courier.connections;
            const measurement = await measure(session.command(operation));
            figures[operation] = {
                ...measurement,
                requests: requestsByMethod(courier),
                connections: courier.connections.opened - opened,
            };
            isChanged ||= operation === "oneChanged";
            if (subject.sendsRequests) verify(courier, operation, size, isChanged);
            if (operation === "firstUp") stateBytes = await session.stateBytes();
        }
        return { operations: figures, stateBytes };
    } finally {
        await courier.close();
        await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
}

function requestsByMethod({ requests }: Emulator): Record<string, number> {
    const count: Record<string, number> = {};
    for (const { method } of requests) count[method] = (count[method] ?? 0) + 1;
    return count;
}

/** A figure of something that has not done its work is worth nothing. */
function verify(courier: Emulator, operation: Operation, size: number, isChanged: boolean): void {
    for (let index = 0; index < size; index++) {
        const number = String(index).padStart(5, "0");
        const plan = index === 0 && isChanged ? "pro" : "free";
        const expected =
            operation === "destroy" ? {} : { email: `user-${number}@example.com`, custom: { plan } };
        const actual = courier.profiles.get(`user-${number}`);
        if (!isDeepStrictEqual(actual, expected)) {
            throw new Error(
                `${operation} left the profile of user-${number} as ${JSON.stringify(actual)} ` +
                    `instead of ${JSON.stringify(expected)}`,
            );
        }
    }
}
