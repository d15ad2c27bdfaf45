import { runCommand } from "../../../../cli/command-line";

/** How a run of `pulumi-courier` ended, and what it wrote. */
export interface CommandResult {
    readonly exitCode: number;
    readonly stdout: string;
    readonly stderr: string;
}

export interface CommandOptions {
    readonly env?: NodeJS.ProcessEnv;
    readonly cwd?: string;
    readonly nodeVersion?: string;
    /** Standard input, in the pieces in which it arrives. */
    readonly stdin?: readonly (string | Buffer)[];
}

/** Runs `pulumi-courier` with these arguments, in this process. */
export async function pulumiCourier(
    args: readonly string[],
    { env = {}, cwd = "/", nodeVersion = "20.19.0", stdin = [] }: CommandOptions = {},
): Promise<CommandResult> {
    let stdout = "";
    let stderr = "";
    const exitCode = await runCommand(args, {
        env,
        cwd,
        nodeVersion,
        // eslint-disable-next-line @typescript-eslint/require-await
        stdin: (async function* () {
            yield* stdin;
        })(),
        print: (text) => {
            stdout += text;
        },
        say: (line) => {
            stderr += `${line}\n`;
        },
    });
    return { exitCode, stdout, stderr };
}
