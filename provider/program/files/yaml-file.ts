import { type Document, type ErrorCode, isMap, isSeq, LineCounter, parseDocument } from "yaml";
import { FileProblem } from "./file-problem";
import { shapeAdvice } from "./other-shapes";
import type { UserRow } from "./user-row";
import { isMergeKey, YamlValues } from "./yaml-values";

type LineOf = (offset?: number) => number;

/** Reads a map with a profile for each user id, in YAML 1.2; merge keys (`<<`) are followed inside of profiles. */
export function* readYaml(text: string): Iterable<UserRow> {
    const lines = new LineCounter();
    const lineOf: LineOf = (offset = 0) => lines.linePos(offset).line;
    const document = parseDocument(text, {
        lineCounter: lines,
        // Also where the file says YAML 1.1, which is refused below: that makes other values of the same text.
        schema: "core",
        resolveKnownTags: false,
        // The parser's own search for keys that are there twice compares each key with every other.
        uniqueKeys: false,
        prettyErrors: false,
        // It prints its warnings, with values in them.
        logLevel: "error",
    });
    refuseProblems(document, lineOf);
    const users = document.contents;
    if (!isMap(users)) {
        throw notUsers(
            isSeq(users) ? "write each user's id with a colon, and the profile below it" : undefined,
        );
    }

    const values = new YamlValues(lineOf, maxAliasedSize(text));
    const rows = users.items.map(({ key, value }) => {
        const line = lineOf(key.range[0]);
        if (isMergeKey(key)) {
            throw new FileProblem(
                `line ${line}`,
                "merges (<<) where a user id is due; merge inside of each profile",
            );
        }
        return { line, userId: values.key(key, "a user id"), profile: values.of(value, ["profile"]) };
    });
    const advice = shapeAdvice(Object.fromEntries(rows.map(({ userId, profile }) => [userId, profile])));
    if (advice !== undefined) {
        throw notUsers(advice);
    }
    yield* rows;
}

function notUsers(advice: string | undefined): FileProblem {
    return new FileProblem(undefined, "must hold a map of user ids, each with its profile", advice);
}

/** Enough for a base of dozens of keys in each of many users; aliases of aliases soon stand for more. */
function maxAliasedSize(text: string): number {
    return 10_000 + 100 * text.length;
}

function refuseProblems(document: Document.Parsed, lineOf: LineOf): void {
    const [problem] = [...document.errors, ...document.warnings];
    if (problem) {
        throw new FileProblem(`line ${lineOf(problem.pos[0])}`, describe(problem.code));
    }
    if (document.directives.yaml.version === "1.1") {
        throw new FileProblem(
            "line 1",
            "says that it is YAML 1.1; remove %YAML 1.1, and quote what is a text",
        );
    }
}

/** In words of its own: the parser's messages quote what they stumble over, which may be personal data or a secret. */
function describe(code: ErrorCode): string {
    switch (code) {
        case "MULTIPLE_DOCS":
            return "begins a second document (---); make one map of both, or a file of each";
        case "TAG_RESOLVE_FAILED":
            return "has a tag (!), which no profile needs; remove it, or put a text that begins with ! in quotes";
        case "RESOURCE_EXHAUSTION":
            return "is nested too deeply";
        default:
            return `is no YAML: ${syntaxErrors[code] ?? code.toLowerCase().replaceAll("_", " ")}`;
    }
}

const syntaxErrors: Partial<Record<ErrorCode, string>> = {
    BAD_DIRECTIVE: "a line that begins with % says nothing known",
    BAD_DQ_ESCAPE: "a backslash in double quotes is no escape; write it twice, or take single quotes",
    BAD_INDENT: "the indentation fits no line above, or a bracket or quote is not closed",
    BAD_SCALAR_START: "a text begins with a character that YAML reserves; put it in quotes",
    BLOCK_AS_IMPLICIT_KEY: "a text has a colon and a space in it; put it in quotes",
    MISSING_CHAR: "a quote, a bracket, a comma or a colon is missing",
    MULTILINE_IMPLICIT_KEY:
        "a line has no colon behind its key; add it, or put a text of several lines in quotes",
    TAB_AS_INDENT: "a tab indents a line; use spaces",
    UNEXPECTED_TOKEN: "a character stands where it cannot; put texts with characters of YAML in quotes",
};
