import { parseArgs, type ParseArgsConfig } from "node:util";

/** Arguments that cannot be understood. The message is one line. */
export class UsageError extends Error {
    override readonly name = "UsageError";
}

/** What the arguments say, by the name of each option. */
export interface ParsedArguments<Flag extends string> {
    readonly flags: ReadonlySet<Flag>;
    readonly positionals: readonly string[];
}

/**
 * Takes a command's arguments apart. Its options are flags, without values; `--help` (and `-h`) is always one.
 *
 * @throws UsageError that names the argument at fault
 */
export function parseArguments<Flag extends string>(
    args: readonly string[],
    flags: readonly Flag[],
): ParsedArguments<Flag | "help"> {
    const options: ParseArgsConfig["options"] = {
        ...Object.fromEntries(flags.map((flag) => [flag, { type: "boolean" }])),
        help: { type: "boolean", short: "h" },
    };
    try {
        const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
        return { flags: new Set(Object.keys(values) as Flag[]), positionals };
    } catch (error) {
        // Node's message goes on with advice that does not fit here.
        const [reason = ""] = (error as Error).message.split(/\. |\n/);
        throw new UsageError(reason);
    }
}
