import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { certificateFile } from "./servers";

const repository = join(__dirname, "../../../..");

/** What a Node.js process of its own prints, which trusts the self-signed certificate. */
export async function runTrusting(
    args: readonly string[],
    env: Readonly<Record<string, string>>,
): Promise<string> {
    // Node.js reads NODE_EXTRA_CA_CERTS only at its start.
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", ...args], {
        cwd: repository,
        env: { PATH: process.env.PATH, NODE_EXTRA_CA_CERTS: certificateFile, ...env },
    });
    return stdout;
}

/** The profile of "ada" that a client of this base URL gets in such a process, as JSON. */
export function getTrusting(baseUrl: string, env: Readonly<Record<string, string>>): Promise<string> {
    return runTrusting([join(__dirname, "get-profile.ts"), baseUrl], env);
}
