import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";

const engineTests = path.resolve(__dirname, "..");

/**
 * Compares with what is committed in `snapshots/<name>.json`. With UPDATE_SNAPSHOTS=1 in the environment it is
 * written there instead, to be looked at and committed.
 */
export async function expectSnapshot(name: string, value: unknown): Promise<void> {
    const text = `${JSON.stringify(value, undefined, 2)}\n`;
    await expectCommitted(`snapshots/${name}.json`, text, (json) => JSON.parse(json) as unknown);
}

/** The same for what a person sees, in `transcripts/<name>.txt`. */
export async function expectTranscript(name: string, text: string): Promise<void> {
    await expectCommitted(`transcripts/${name}.txt`, text, (committed) => committed);
}

async function expectCommitted(name: string, text: string, read: (text: string) => unknown): Promise<void> {
    const file = path.join(engineTests, name);
    if (process.env.UPDATE_SNAPSHOTS === "1") {
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, text);
        return;
    }
    const committed = await readFile(file, "utf8");
    expect(read(text), `${file} (UPDATE_SNAPSHOTS=1 writes it anew)`).to.deep.equal(read(committed));
}

/** A message without what differs from run to run. */
export function normalised(message: string): string {
    return message
        .replace(/\b(127\.0\.0\.1|localhost):\d+/g, "$1:PORT")
        .replace(/\/[^\s"']*pulumi-courier-test-[^\s"']*/g, "FOLDER")
        .trim();
}
