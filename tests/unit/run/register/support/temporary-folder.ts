import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** A folder for each test, which is removed after it. */
export function useTemporaryFolder(): { readonly path: string } {
    const folder = { path: "" };
    beforeEach(() => {
        folder.path = mkdtempSync(path.join(os.tmpdir(), "register-"));
    });
    afterEach(() => {
        rmSync(folder.path, { recursive: true });
    });
    return folder;
}
