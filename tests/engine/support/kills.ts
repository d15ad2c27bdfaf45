import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import type { Emulator, JsonObject } from "../../../emulator";
import type { RunningCli } from "./cli";
import { program } from "./programs";
import { contents } from "./runs";
import type { Stack } from "./stack";

/** A number from 0 to below 1, the same row of them for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
}

const PROFILES = 50;
/** So many of them are new in each round, and so many of the round before are gone. */
const FRESH = 5;
const WRITES = PROFILES + FRESH;
/** Longer than an up takes to its first request. */
const START_MS = 4000;
/** Some kills come after the last request, while the engine still writes its state. */
const END_MS = 500;

/** What was killed, and when. */
export interface Kill {
    readonly victim: "the CLI" | "the provider";
    /** How many requests had arrived. */
    readonly requests: number;
    /** Whether the run was still there to be killed. */
    readonly hit: boolean;
}

/** The profiles that the program of a round declares: some the same, most changed, some new. */
function profilesOf(round: number): Record<string, JsonObject> {
    return Object.fromEntries(
        Array.from({ length: PROFILES }, (_, n) =>
            n < FRESH
                ? [`round-${round}-${n}`, { custom: { n, round } }]
                : [`user-${n}`, { custom: n % 10 === 0 ? { n } : { n, round } }],
        ),
    );
}

/**
 * Kills an up of 50 profiles with SIGKILL at a random moment, lets the next one run to its end, and fails where
 * the server, or the state, is then other than the program.
 */
export async function killAndContinue(
    { courier, stack }: { courier: Emulator; stack: Stack },
    round: number,
    random: () => number,
): Promise<Kill> {
    const profiles = profilesOf(round);
    await stack.program(
        program(`
            for (const [userId, profile] of ${JSON.stringify(Object.entries(profiles))}) {
                new Profile(userId, { userId, profile });
            }
        `),
    );
    courier.clearRequests();
    const up = await stack.startUp();
    const kill = await killAtRandom(up, courier, random);
    const { exitCode } = await up.result;
    if (kill.victim === "the CLI" && exitCode === null) await stack.run(["cancel", "--yes"]);

    await stack.up();
    const expected = { ...profiles };
    for (const userId of courier.profiles.all().keys()) expected[userId] ??= {};
    expect(contents(courier), JSON.stringify(kill)).to.deep.equal(expected);
    const { resources = [] } = await stack.exportState();
    const ids = resources.filter(({ type }) => type.endsWith(":Profile")).map(({ id }) => id);
    expect(ids, JSON.stringify(kill)).to.have.members(Object.keys(profiles));
    return kill;
}

async function killAtRandom(up: RunningCli, courier: Emulator, random: () => number): Promise<Kill> {
    const wantsProvider = random() < 0.5;
    const moment = Math.floor(random() * (WRITES + 2));
    const ms = random();
    const arrivedOrEnded = (count: number) => Promise.race([courier.waitForRequest({}, count), up.result]);
    if (moment === 0) {
        await Promise.race([delay(ms * START_MS), up.result]);
    } else {
        await arrivedOrEnded(Math.min(moment, WRITES));
        if (moment > WRITES) await delay(ms * END_MS);
    }

    const requests = courier.requests.length;
    const provider = wantsProvider ? await up.provider() : undefined;
    if (provider) {
        return { victim: "the provider", requests, hit: signal(provider.pid) };
    }
    await up.kill();
    return { victim: "the CLI", requests, hit: (await up.result).exitCode === null };
}

function signal(pid: number): boolean {
    try {
        return process.kill(pid, "SIGKILL");
    } catch {
        // It has ended in the meantime.
        return false;
    }
}
