import { readFile } from "node:fs/promises";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { normalised } from "./snapshot";
import type { Environment, Stack } from "./stack";

/** What a person types into a shell and reads there, in order, without what differs from run to run. */
export class Transcript {
    private readonly entries: string[] = [];

    constructor(private readonly stack: Stack) {}

    /** Shows a file of the project. */
    async file(name: string): Promise<void> {
        const text = await readFile(path.join(this.stack.folder, name), "utf8");
        this.entries.push(`$ cat ${name}\n${text.trimEnd()}\n`);
    }

    /** Says what is different from here on. */
    note(text: string): void {
        this.entries.push(`# ${text}\n`);
    }

    /** Runs a command of the CLI that fails. */
    async pulumi(args: readonly string[], env: Environment = {}): Promise<void> {
        const { output, exitCode } = await this.stack.run([...args, "--suppress-progress"], {
            env,
            fails: true,
        });
        this.command([...assignments(env), "pulumi", ...args], output, exitCode);
    }

    /** Adds a command that was run. */
    command(words: readonly string[], output: string, exitCode: number | null): void {
        this.entries.push(`$ ${normalised(words.join(" "))}\n${shown(output)}\nexit code ${exitCode}\n`);
    }

    toString(): string {
        return this.entries.join("\n");
    }
}

/** As a shell takes them; without how a test pretends that something is missing. */
function assignments(env: Environment): string[] {
    return Object.entries(env)
        .filter(([name]) => name !== "NODE_OPTIONS")
        .map(([name, value]) => (value === undefined ? `unset ${name};` : `${name}=${value}`));
}

/**
 * What the CLI says under "Diagnostics": above it are the rows of progress, which come in any order and say the same,
 * below it what it counted. Its paragraphs come in any order as well.
 */
function shown(output: string): string {
    const [, diagnostics] = /^Diagnostics:\n(.*?)^(?:Outputs|Resources):/ms.exec(output) ?? [];
    if (diagnostics === undefined) return withoutStacks(normalised(output));
    const sections = diagnostics.split(/^(?= {2}\S)/m).map((section) => {
        const [title = "", ...lines] = withoutStacks(normalised(section)).split("\n");
        const paragraphs = lines.join("\n").split("\n\n").sort();
        return [`  ${title}`, ...paragraphs].join("\n");
    });
    return `Diagnostics:\n${sections.sort().join("\n")}`;
}

/** Without colours and the places in code, which are other ones in each release of Node.js and of the SDK. */
function withoutStacks(text: string): string {
    return stripVTControlCharacters(text)
        .split("\n")
        .map((line) => line.trimEnd())
        .filter((line) => !/^\s*(?:at |- |-$|Require stack:$)/.test(line))
        .join("\n")
        .replace(/\n\s+code: '\w+',\n\s+requireStack: \[.*?\]\n\s+\}/gs, "");
}
