import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";

const folder = path.resolve(__dirname, "../snapshots");

/**
 * Compares with what is committed in `snapshots/<name>.json`. With UPDATE_SNAPSHOTS=1 in the environment it is
 * written there instead, to be looked at and committed.
 */
export async function expectSnapshot(name: string, value: unknown): Promise<void> {
    const file = path.join(folder, `${name}.json`);
    if (process.env.UPDATE_SNAPSHOTS === "1") {
        await mkdir(folder, { recursive: true });
        await writeFile(file, `${JSON.stringify(value, undefined, 2)}\n`);
        return;
    }
    const committed = JSON.parse(await readFile(file, "utf8")) as unknown;
    expect(value, `${file} (UPDATE_SNAPSHOTS=1 writes it anew)`).to.deep.equal(committed);
}

/** A message without what differs from run to run. */
export function normalised(message: string): string {
    return message
        .replace(/\b(127\.0\.0\.1|localhost):\d+/g, "$1:PORT")
        .replace(/\/[^\s"']*pulumi-courier-test-[^\s"']*/g, "FOLDER")
        .trim();
}
