import { parseArguments, UsageError } from "../arguments";
import { exitCode, type ExitCode } from "../exit-code";
import type { Surroundings } from "../surroundings";
import type { Finding } from "./check";
import { checkCourier } from "./courier";
import { checkCli, checkNode, checkPackages } from "./installation";
import { checkSettings } from "./settings";

const usage = `Usage: pulumi-courier doctor

Checks what a deployment from this folder needs, a line each: Node.js, the Pulumi SDK and CLI, the settings in
the environment (the key is never shown), and whether Courier answers and takes the key. It sends one GET, of a
user that does not exist, and changes nothing. The stack's configuration is not read.

Exit code: 0 if all is well, 1 if there is a problem, 2 for arguments that make no sense.
`;

/** Checks what a deployment needs, and says what to do about each problem. */
export async function doctorCommand(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
    const { flags, positionals } = parseArguments(args, []);
    if (flags.has("help")) {
        surroundings.print(usage);
        return exitCode.done;
    }
    const [unexpected] = positionals;
    if (unexpected !== undefined) {
        throw new UsageError(`Unexpected argument '${unexpected}'`);
    }

    let problems = 0;
    for await (const { isProblem, line } of findings(surroundings)) {
        problems += isProblem ? 1 : 0;
        surroundings.print(`${isProblem ? "problem" : "ok     "}  ${line}\n`);
    }
    surroundings.print(
        "The stack's configuration was not read: only the environment's settings were checked.\n",
    );
    return problems > 0 ? exitCode.failed : exitCode.done;
}

/** In the order in which they are to be put right, each as soon as it is known. */
async function* findings(surroundings: Surroundings): AsyncIterable<Finding> {
    const { cwd, env } = surroundings;
    yield checkNode(surroundings);
    yield* checkPackages(cwd);
    yield await checkCli(env);
    const settings = checkSettings(env);
    yield* settings.findings;
    if (settings.settings) {
        yield await checkCourier(settings.settings);
    }
}
