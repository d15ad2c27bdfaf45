import { printParseErrorCode, visit } from "jsonc-parser";
import { formatPath } from "../../core/values/key-path";
import { isHeldExactly } from "../../core/values/exact-json";
import type { JsonValue } from "../../core/values/json";
import { FileProblem } from "./file-problem";

export interface ParsedJson {
    readonly value: JsonValue;
    /** The keys of the outermost object in the order of the text, those that are there twice included. */
    readonly topKeys: readonly { readonly key: string; readonly line: number }[];
}

export interface JsonPlace {
    /** The line of the file that the text begins on. */
    readonly firstLine?: number;
    /** What to do if the text is no JSON, where the format says more than JSON does. */
    readonly advice?: string;
    /** The path in the text that a person knows under another name, as that: a user's profile is "profile". */
    readonly nameOf: (path: readonly (string | number)[]) => readonly (string | number)[];
}

/**
 * Parses JSON, strictly. Unlike `JSON.parse` it says on which line an error is, and refuses a number that JavaScript
 * cannot hold exactly, and an object inside of the outermost one that has a key twice.
 */
export function parseJson(text: string, { firstLine = 1, advice, nameOf }: JsonPlace): ParsedJson {
    const topKeys: { key: string; line: number }[] = [];
    /** The keys so far, and their lines, of each object that is not closed yet. */
    const open: Map<string, number>[] = [];

    visit(
        text,
        {
            onObjectBegin: () => {
                open.push(new Map());
            },
            onObjectProperty: (key, _offset, _length, startLine) => {
                const line = firstLine + startLine;
                const keys = open.at(-1) as Map<string, number>;
                const earlier = keys.get(key);
                if (open.length === 1) {
                    topKeys.push({ key, line });
                } else if (earlier !== undefined) {
                    throw new FileProblem(
                        `line ${line}`,
                        `the key ${JSON.stringify(key)} is on line ${earlier} as well; remove one of the two`,
                    );
                }
                keys.set(key, line);
            },
            onObjectEnd: () => {
                open.pop();
            },
            onLiteralValue: (value, offset, length, startLine, _character, path) => {
                if (typeof value === "number" && !isHeldExactly(text.slice(offset, offset + length))) {
                    throw new FileProblem(
                        `line ${firstLine + startLine}`,
                        `${formatPath(nameOf(path()))} is a number that JavaScript cannot hold exactly; ` +
                            "write it as a text, in quotes",
                    );
                }
            },
            onError: (code, _offset, _length, startLine, startCharacter) => {
                const place = `line ${firstLine + startLine}, character ${startCharacter + 1}`;
                const reason = words(printParseErrorCode(code));
                throw new FileProblem(place, `is no JSON: ${reason}`, advice);
            },
        },
        { disallowComments: true },
    );
    try {
        return { value: JSON.parse(text) as JsonValue, topKeys };
    } catch {
        // What the visitor lets pass. The message of JSON.parse would quote the text.
        throw new FileProblem(`line ${firstLine}`, "is no JSON", advice);
    }
}

/** `CommaExpected` as "comma expected". */
function words(name: string): string {
    return name.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}
