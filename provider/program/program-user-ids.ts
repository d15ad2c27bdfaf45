import * as pulumi from "@pulumi/pulumi";

/** The user ids that the program of each run has named so far; one process may run several programs in turn. */
const userIdsOfRun = new WeakMap<pulumi.Resource, Set<string>>();

/** Notes a user id that the program declares or reads, as soon as it is known. */
export function noteUserId(userId: pulumi.Input<string>): void {
    noteUserIds(typeof userId === "string" ? [userId] : pulumi.output(userId).apply((known) => [known]));
}

/** Like {@link noteUserId}, for many. */
export function noteUserIds(userIds: string[] | pulumi.Output<string[]>): void {
    const noted = notedUserIds();
    const note = (known: string[]): void => {
        known.forEach((userId) => noted?.add(userId));
    };
    if (pulumi.Output.isInstance(userIds)) {
        userIds.apply(note);
    } else {
        note(userIds);
    }
}

/**
 * The user ids named by the program up to the end of the code that runs now. A set takes users away while the
 * program still runs, and must not take one that is declared a line further down.
 */
export async function programUserIds(): Promise<string[]> {
    const noted = notedUserIds();
    await new Promise(setImmediate);
    return [...(noted ?? [])];
}

/** Whether the program runs for an engine, and not under a test's mocks. */
export function hasEngine(): boolean {
    return pulumi.runtime.getStackResource() !== undefined;
}

function notedUserIds(): Set<string> | undefined {
    const run = pulumi.runtime.getStackResource();
    if (!run) {
        return undefined; // Under mocks there is no run, and nothing is ever taken away.
    }
    const noted = userIdsOfRun.get(run) ?? new Set();
    userIdsOfRun.set(run, noted);
    return noted;
}
