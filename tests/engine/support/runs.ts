import { expect } from "chai";
import type { Emulator, JsonValue, RecordedRequest } from "../../../emulator";
import type { CliResult } from "./cli";
import type { useStack } from "./use-stack";

type Test = ReturnType<typeof useStack>;

/** The warnings and errors of a run, by the name of the resource they are shown under ("" for the stack). */
export function complaints({ diagnostics }: CliResult): Record<string, string[]> {
    const byName: Record<string, string[]> = {};
    for (const { severity, name = "", message } of diagnostics) {
        if (!severity.startsWith("info")) (byName[name] ??= []).push(message.trim());
    }
    return byName;
}

/** The lines of a run that say which profiles stay as they are, by the name of the resource they are shown under. */
export function stays({ diagnostics }: CliResult): Record<string, string[]> {
    const byName: Record<string, string[]> = {};
    for (const { severity, name = "", message } of diagnostics) {
        // As it should be, and so no warning.
        if (/ stays? as (it is|they are)/.test(message))
            (byName[name] ??= []).push(`${severity} ${message.trim()}`);
    }
    return byName;
}

/** What is said where the engine had the profile's deletion carried out, and `by` declares its user. */
export function staysFor(userId: string, by: string): string[] {
    return [`info the profile of user "${userId}" stays as it is: ${by} declares it`];
}

/** The same of a set that held this one profile. */
export function staysOfSetFor(userId: string, by: string): string[] {
    return [`info 1 profile stays as it is, as ${by} declares it (${userId})`];
}

/** The requests that change something. */
export function writes(courier: Emulator): RecordedRequest[] {
    return courier.requests.filter(({ method }) => method !== "GET");
}

/** What each write to this user's profile has left there, oldest first; undefined after a DELETE. */
export function contentsWritten(courier: Emulator, userId: string): (JsonValue | undefined)[] {
    return courier
        .requestsOf({ userId })
        .filter(({ method }) => method !== "GET")
        .map(({ body }) => (body as { profile: JsonValue } | undefined)?.profile);
}

/** All profiles of the server, by user id. */
export function contents(courier: Emulator): Record<string, JsonValue> {
    return Object.fromEntries(courier.profiles.all());
}

/** Fails where the next up or a refresh finds something to do, says something, or writes. */
export async function expectSettled({ courier, stack }: Test): Promise<void> {
    courier.clearRequests();
    for (const command of ["up", "refresh"] as const) {
        const { diagnostics } = await stack[command]({ args: ["--expect-no-changes"] });
        expect(diagnostics, command).to.be.empty;
    }
    expect(writes(courier)).to.be.empty;
}
