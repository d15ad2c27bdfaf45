import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A new folder before each test of the suite, removed after it. Returns how to name a file in it. */
export function useTemporaryFolder(): (file: string) => string {
    let folder = "";
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "courier-emulator-"));
    });
    afterEach(() => {
        rmSync(folder, { recursive: true, force: true });
    });
    return (file) => join(folder, file);
}
