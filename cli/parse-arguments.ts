import { parseArgs, type ParseArgsConfig } from "node:util";

/** Arguments that cannot be understood. The message is one line. */
export class UsageError extends Error {
    override readonly name = "UsageError";
}

/** What the arguments say, by the name of each option. */
export interface ParsedArguments<Flag extends string, Option extends string> {
    readonly flags: ReadonlySet<Flag>;
    readonly options: Readonly<Partial<Record<Option, string>>>;
    readonly positionals: readonly string[];
}

/**
 * Takes a command's arguments apart. Flags have no value, options have one; `--help` (and `-h`) is always a flag.
 *
 * @throws UsageError that names the argument at fault
 */
export function parseArguments<Flag extends string, Option extends string = never>(
    args: readonly string[],
    flags: readonly Flag[],
    options: readonly Option[] = [],
): ParsedArguments<Flag | "help", Option> {
    const config: ParseArgsConfig["options"] = {
        ...Object.fromEntries(flags.map((flag) => [flag, { type: "boolean" }])),
        ...Object.fromEntries(options.map((option) => [option, { type: "string" }])),
        help: { type: "boolean", short: "h" },
    };
    const { values, positionals } = takeApart({ args: [...args], options: config, allowPositionals: true });
    const empty = options.find((option) => values[option] === "");
    if (empty !== undefined) {
        // As of a variable that is not set.
        throw new UsageError(`--${empty} is empty`);
    }
    return {
        flags: new Set(([...flags, "help"] as const).filter((flag) => values[flag] === true)),
        options: Object.fromEntries(options.map((option) => [option, values[option]])) as Partial<
            Record<Option, string>
        >,
        positionals,
    };
}

function takeApart(config: ParseArgsConfig): ReturnType<typeof parseArgs> {
    try {
        return parseArgs(config);
    } catch (error) {
        // Node's message goes on with advice that does not fit here.
        const [reason = ""] = (error as Error).message.split(/\. |\n/);
        throw new UsageError(reason);
    }
}
