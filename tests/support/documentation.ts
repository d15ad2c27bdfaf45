import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { blocksIn, filesWrittenIn, type Block } from "./markdown";

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
    ...pages.flatMap(({ name, text }) => [
        ...blocksIn(name, text, "ts"),
        ...Array.from(filesWrittenIn(text), ([file, code]) => ({ name: `${name}:${file}`, code })).filter(
            ({ name }) => name.endsWith(".ts"),
        ),
    ]),
    ...sources.flatMap(({ name, text }) => blocksIn(name, docstringsOf(text), "ts")),
];

/** The program of docs/getting-started.md, as that page leaves it: other pages build upon it. */
export const startedProgram = writtenBy("docs/getting-started.md", "index.ts");

function writtenBy(page: string, file: string): string {
    const text = filesWrittenIn(pages.find(({ name }) => name === page)?.text ?? "").get(file);
    if (text === undefined) throw new Error(`${page} writes no ${file}`);
    return text;
}

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
