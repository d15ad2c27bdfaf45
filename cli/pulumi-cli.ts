import { execFile } from "node:child_process";
import type { CommandProcess } from "./command-process";

/** So long may Pulumi's backend take to answer. */
const timeoutMs = 60_000;

/** What to do where there is none. */
export const noCliOnPath = "the Pulumi CLI is not on PATH: install it (https://www.pulumi.com/docs/install/)";

/** How a command of the Pulumi CLI ended. */
export type PulumiResult =
    | { readonly outcome: "done"; readonly stdout: string }
    /** `said` is what it wrote to standard error. */
    | { readonly outcome: "failed"; readonly said: string }
    | { readonly outcome: "missing" };

/** Runs the Pulumi CLI that is on PATH, in the folder of the command. It asks for nothing. */
export function runPulumi(
    args: readonly string[],
    { cwd, env }: Pick<CommandProcess, "cwd" | "env">,
): Promise<PulumiResult> {
    const options = {
        cwd,
        env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
        timeout: timeoutMs,
        maxBuffer: Infinity,
    };
    return new Promise((resolve) => {
        const pulumi = execFile(
            "pulumi",
            [...args, "--non-interactive"],
            options,
            (error, stdout, stderr) => {
                if (!error) {
                    resolve({ outcome: "done", stdout });
                } else if (error.code === "ENOENT") {
                    resolve({ outcome: "missing" });
                } else {
                    const said = error.killed ? `it did not end within ${timeoutMs / 1000} s` : stderr;
                    resolve({ outcome: "failed", said });
                }
            },
        );
        // What is there is for the command, not for Pulumi.
        pulumi.stdin?.end();
    });
}
