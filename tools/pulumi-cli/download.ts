import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { oneLine } from "./installation";
import { withProgress, type Log } from "./progress";

const TIMEOUT_SECONDS = 180;

/** Downloads the official CLI of this version into `<root>/bin`. */
export async function downloadCli(
    root: string,
    version: string,
    env: NodeJS.ProcessEnv,
    log: Log,
): Promise<void> {
    log(`tools: downloading pulumi ${version}, for ${TIMEOUT_SECONDS} s at most`);
    // The SDK's installer cannot be cancelled; a process of its own can.
    const worker = promisify(execFile)(
        process.execPath,
        [path.join(__dirname, "download-worker.mjs"), root, version],
        { env, timeout: TIMEOUT_SECONDS * 1000 },
    );
    try {
        await withProgress(log, "downloading", worker);
    } catch (error) {
        const { killed, stderr } = error as { killed: boolean; stderr: string };
        const reason = killed ? `gave up after ${TIMEOUT_SECONDS} s` : oneLine(stderr);
        throw new Error(reason, { cause: error });
    }
}
