import { parseArguments, UsageError } from "./parse-arguments";
import { exitCode, type ExitCode } from "./exit-code";
import { ownPackage } from "./own-package";
import type { CommandProcess } from "./command-process";

const usage = `Usage: pulumi-courier COMMAND [options]

Commands:
  export USER_ID…  print the program that declares profiles as Courier has them now
  doctor           check what a deployment needs, and say what to do about each problem

Options:
  --help           show this text; behind a command, that of the command
  --version        show the version

The settings come from a stack's configuration, where --stack NAME behind the command names one, else from the
environment: COURIER_API_KEY, COURIER_BASE_URL, COURIER_ALLOWED_USER_IDS, COURIER_TIMEOUT_SECONDS, COURIER_MAX_RETRIES.
`;

/** A command of `pulumi-courier`, given the arguments behind its name. */
type Command = (args: readonly string[], commandProcess: CommandProcess) => Promise<ExitCode>;

/** Each loaded when it runs: neither needs the other's modules. */
const commands = new Map<string, () => Promise<Command>>([
    ["export", async () => (await import("./export/command.js")).exportCommand],
    ["doctor", async () => (await import("./doctor/command.js")).doctorCommand],
]);

/** Runs the command line behind `pulumi-courier`, and answers the exit code. Never rejects. */
export async function runCommand(args: readonly string[], commandProcess: CommandProcess): Promise<ExitCode> {
    try {
        return await dispatch(args, commandProcess);
    } catch (error) {
        const message = (error as Error).message;
        const isUsage = error instanceof UsageError;
        commandProcess.say(`pulumi-courier: ${message}${isUsage ? " (--help shows what there is)" : ""}`);
        return isUsage ? exitCode.usage : exitCode.failed;
    }
}

async function dispatch(args: readonly string[], commandProcess: CommandProcess): Promise<ExitCode> {
    const [name, ...rest] = args;
    if (name !== undefined && !name.startsWith("-")) {
        const load = commands.get(name);
        if (!load) {
            const known = [...commands.keys()].join(" and ");
            throw new UsageError(`there is no command "${name}"; there are ${known}`);
        }
        return (await load())(rest, commandProcess);
    }
    const { flags } = parseArguments(args, ["version"]);
    if (flags.has("version")) {
        commandProcess.print(`${ownPackage().version}\n`);
    } else if (flags.has("help")) {
        commandProcess.print(usage);
    } else {
        throw new UsageError("a command is missing");
    }
    return exitCode.done;
}
