import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { blocksIn, type Block } from "./markdown";

const repository = path.resolve(__dirname, "../..");

/** A file of the repository: its path in it, and its text. */
export interface TextFile {
    readonly name: string;
    readonly text: string;
}

export const pages = filesOf([".md"], ["*.md", "docs/*.md", "examples/*/README.md"]);
export const reference = filesOf([".md"], ["docs/reference/**/*"]);
const sources = filesOf([".ts"], ["provider/**/*", "emulator/**/*"]);

/** The TypeScript in the pages and in the docstrings. */
export const typescriptBlocks: readonly Block[] = [
    ...pages.flatMap(({ name, text }) => blocksIn(name, text, "ts")),
    ...sources.flatMap(({ name, text }) => blocksIn(name, docstringsOf(text), "ts")),
];

function filesOf(endings: string[], patterns: string[]): TextFile[] {
    return ts.sys.readDirectory(repository, endings, ["**/node_modules"], patterns).map((file) => ({
        name: path.relative(repository, file),
        text: readFileSync(file, "utf8"),
    }));
}

/** The source with its docstrings as Markdown, each line where it was. */
function docstringsOf(source: string): string {
    return source.replace(/\/\*\*.*?\*\//gs, (docstring) =>
        docstring.replace(/^\s*(?:\/\*\*|\*\/|\* ?)/gm, ""),
    );
}
