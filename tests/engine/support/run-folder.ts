import { mkdir, mkdtemp, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const VARIABLE = "PULUMI_COURIER_TEST_FOLDER";
const POLL_MS = 100;

/** Mocha calls this once a run, before it starts its worker processes, which inherit the variable. */
export async function mochaGlobalSetup(): Promise<void> {
    process.env[VARIABLE] = await realpath(await mkdtemp(path.join(os.tmpdir(), "pulumi-courier-test-")));
}

export async function mochaGlobalTeardown(): Promise<void> {
    await rm(runFolder(), { recursive: true, force: true, maxRetries: 5 });
}

/** The temporary folder of this mocha run, shared by all its processes and removed at its end. */
export function runFolder(): string {
    const folder = process.env[VARIABLE];
    if (folder === undefined) throw new Error(`mocha must be run with --require ${__filename}`);
    return folder;
}

/**
 * What `make` makes in the folder it is given: once a run, by the first test of any worker process that asks for it;
 * every other waits for that one's result.
 */
export async function oncePerRun<T>(name: string, make: (folder: string) => Promise<T>): Promise<T> {
    const folder = path.join(runFolder(), name);
    const resultFile = `${folder}.json`;
    const isFirst = await mkdir(folder).then(
        () => true,
        (error: unknown) => {
            if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
            return false;
        },
    );
    if (isFirst) {
        const result = await make(folder).then(
            (value) => ({ value }),
            (error: unknown) => ({ error: String(error) }),
        );
        // Renamed into place, so that nobody reads half a file.
        await writeFile(`${resultFile}.partial`, JSON.stringify(result));
        await rename(`${resultFile}.partial`, resultFile);
    }
    for (;;) {
        const text = await readFile(resultFile, "utf8").catch(() => undefined);
        if (text !== undefined) {
            const result = JSON.parse(text) as { value: T } | { error: string };
            if ("error" in result) throw new Error(`${name}: ${result.error}`);
            return result.value;
        }
        await delay(POLL_MS);
    }
}
