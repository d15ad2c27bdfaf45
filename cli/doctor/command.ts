import { parseArguments, UsageError } from "../parse-arguments";
import { exitCode, type ExitCode } from "../exit-code";
import type { CommandProcess } from "../command-process";
import type { Finding } from "./finding";
import { checkCourier } from "./courier-answer";
import { checkCli, checkNode, checkPackages } from "./program-packages";
import { checkSettings } from "./settings";

const usage = `Usage: pulumi-courier doctor

Checks what a deployment from this folder needs, a line each: Node.js, the Pulumi SDK and CLI, the settings in
the environment (the key is never shown), and whether Courier answers and takes the key. It sends one GET, of a
user that does not exist, and changes nothing. The stack's configuration is not read.

Exit code: 0 if all is well, 1 if there is a problem, 2 for arguments that make no sense.
`;

/** Checks what a deployment needs, and says what to do about each problem. */
export async function doctorCommand(
    args: readonly string[],
    commandProcess: CommandProcess,
): Promise<ExitCode> {
    const { flags, positionals } = parseArguments(args, []);
    if (flags.has("help")) {
        commandProcess.print(usage);
        return exitCode.done;
    }
    const [unexpected] = positionals;
    if (unexpected !== undefined) {
        throw new UsageError(`Unexpected argument '${unexpected}'`);
    }

    let problems = 0;
    for await (const { isProblem, line } of findings(commandProcess)) {
        problems += isProblem ? 1 : 0;
        commandProcess.print(`${isProblem ? "problem" : "ok     "}  ${line}\n`);
    }
    commandProcess.print(
        "The stack's configuration was not read: only the environment's settings were checked.\n",
    );
    return problems > 0 ? exitCode.failed : exitCode.done;
}

/** In the order in which they are to be put right, each as soon as it is known. */
async function* findings(commandProcess: CommandProcess): AsyncIterable<Finding> {
    const { cwd, env } = commandProcess;
    yield checkNode(commandProcess);
    yield* checkPackages(cwd);
    yield await checkCli(env);
    const settings = checkSettings(env);
    yield* settings.findings;
    if (settings.settings) {
        yield await checkCourier(settings.settings);
    }
}
