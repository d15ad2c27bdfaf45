import type { Command } from "./measure";

/** What is timed, in this order, for every subject. */
export const operations = ["firstUp", "unchangedUp", "oneChanged", "refresh", "destroy"] as const;

export type Operation = (typeof operations)[number];

/** One way of getting profiles into Courier. */
export interface Subject {
    /** Its name in the figures. */
    readonly name: string;
    /** Its name in tables and charts. */
    readonly title: string;
    /** Whether it is to send requests at all: the floor does not. */
    readonly sendsRequests: boolean;
    /** Prepares it, in a folder of its own, to bring `size` profiles to the server at `courierUrl`. */
    start(folder: string, size: number, courierUrl: string): Promise<Session>;
}

/** A subject at work on one stack. */
export interface Session {
    command(operation: Operation): Command;
    /** The size of what it keeps between two commands; undefined where it keeps nothing. */
    stateBytes(): Promise<number | undefined>;
}

/** The key that all subjects send. */
export const API_KEY = "bench-key";

/** Whether the first profile is the changed one in this operation. */
export function isChangedIn(operation: Operation): boolean {
    return operations.indexOf(operation) >= operations.indexOf("oneChanged");
}
