import { MessageError } from "../../provider/core/messages/message-error";
import { parseArguments, UsageError } from "../parse-arguments";
import { exitCode, type ExitCode } from "../exit-code";
import type { CommandProcess } from "../command-process";
import { problem, type Finding } from "./finding";
import { settingPlaces } from "../command-settings";
import { findPulumiProject } from "../pulumi-project";
import { checkCourierAnswer } from "./courier-answer";
import { checkNativePlugin } from "./native-plugin";
import { checkNodeVersion } from "./node-version";
import { checkProgramPackages } from "./program-packages";
import { checkPulumiCli } from "./pulumi-cli-version";
import { checkSettings } from "./settings";

const usage = `Usage: pulumi-courier doctor [options]

Checks what a deployment from this folder needs, a line each: Node.js, the Pulumi SDK and CLI and what else the program
finds, the native provider where the project has it, the settings (the key is never shown), and whether Courier answers
and takes the key. It sends one GET, of a user that does not exist, and changes nothing.

Options:
  --stack NAME  check the settings of this stack of the project in this folder, else those of the environment
  --help        show this text

Exit code: 0 if there is no problem, 1 if there is a problem, 2 for arguments that make no sense.
`;

/** Checks what a deployment needs, and says what to do about each problem. */
export async function doctorCommand(
    args: readonly string[],
    commandProcess: CommandProcess,
): Promise<ExitCode> {
    const { flags, options, positionals } = parseArguments(args, [], ["stack"]);
    if (flags.has("help")) {
        commandProcess.print(usage);
        return exitCode.done;
    }
    const [unexpected] = positionals;
    if (unexpected !== undefined) {
        throw new UsageError(`Unexpected argument '${unexpected}'`);
    }

    let problems = 0;
    for await (const { kind, line } of findings(options.stack, commandProcess)) {
        problems += kind === "problem" ? 1 : 0;
        commandProcess.print(`${kind.padEnd("problem".length)}  ${line}\n`);
    }
    if (options.stack === undefined) {
        commandProcess.print("No stack's configuration was read: --stack NAME checks it as well.\n");
    }
    return problems > 0 ? exitCode.failed : exitCode.done;
}

async function* findings(stack: string | undefined, commandProcess: CommandProcess): AsyncIterable<Finding> {
    try {
        yield* checks(stack, commandProcess);
    } catch (error) {
        // What all further checks would need is not to be had.
        if (!(error instanceof MessageError)) {
            throw error;
        }
        yield problem(error.message);
    }
}

/** In the order in which they are to be put right, each as soon as it is known. */
async function* checks(stack: string | undefined, commandProcess: CommandProcess): AsyncIterable<Finding> {
    const { cwd, env, nodeVersion } = commandProcess;
    const project = findPulumiProject(cwd);
    const folder = project?.programFolder ?? cwd;
    yield checkNodeVersion(nodeVersion, folder);
    if (project === undefined || project.runtime === "nodejs") {
        yield* checkProgramPackages(folder, project?.plugin !== undefined);
    }
    if (project) {
        yield* checkNativePlugin(project, env);
    }
    yield await checkPulumiCli(commandProcess);
    const { findings, settings } = checkSettings(await settingPlaces(stack, commandProcess));
    yield* findings;
    if (settings) {
        yield await checkCourierAnswer(settings);
    }
}
