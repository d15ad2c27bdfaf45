import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { profilesFromFile } from "../../../../provider";
import { withHelp } from "../../../../provider/core/messages/help-links";

/**
 * For each format a folder of cases. Each has a file as people hand it over and, beside it, what is to come of it: the profiles in `becomes.json`,
 * or why it is refused in `refused.txt`; and in `warned.txt` what is said of it besides.
 */
const cases = path.join(__dirname, "cases");

for (const format of readdirSync(cases)) {
    describe(`profilesFromFile, given a case of ${format}:`, () => {
        for (const name of readdirSync(path.join(cases, format)).sort()) {
            it(name.replaceAll("-", " "), () => {
                expectOutcome(path.join(cases, format, name));
            });
        }
    });
}

function expectOutcome(folder: string): void {
    const file = readdirSync(folder).find((name) => name.startsWith("users.")) as string;
    const expected = (name: string): string | undefined => {
        const answer = path.join(folder, name);
        return existsSync(answer) ? readFileSync(answer, "utf8").trimEnd() : undefined;
    };

    const { profiles, refusal, warnings } = outcome(path.join(folder, file));

    const becomes = expected("becomes.json");
    expect(profiles).to.deep.equal(becomes === undefined ? undefined : JSON.parse(becomes));
    expect(refusal).to.equal(expected("refused.txt"));
    expect(warnings.join("\n") || undefined).to.equal(expected("warned.txt"));
    expect(refusal === undefined).to.equal(becomes !== undefined);
}

interface Outcome {
    readonly profiles?: unknown;
    readonly refusal?: string;
    readonly warnings: readonly string[];
}

/** What is said, without the file's name before it and the reference to the documentation behind it. */
function outcome(file: string): Outcome {
    const said = (message: string): string => {
        const start = `profilesFromFile(${JSON.stringify(file)}): `;
        const end = withHelp("", "files");
        expect(message.slice(0, start.length)).to.equal(start);
        expect(message.slice(-end.length)).to.equal(end);
        return message.slice(start.length, -end.length);
    };
    const warnings: string[] = [];
    const warn = console.warn;
    console.warn = (message: string) => {
        warnings.push(said(message.replace("warning: [runtime] ", "")));
    };
    try {
        return { profiles: profilesFromFile(file), warnings };
    } catch (error) {
        expect(pulumi.RunError.isInstance(error), String(error)).to.equal(true);
        return { refusal: said((error as Error).message), warnings };
    } finally {
        console.warn = warn;
    }
}
