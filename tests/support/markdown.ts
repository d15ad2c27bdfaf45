export interface Block {
    readonly name: string;
    readonly code: string;
}

/** The code blocks of a language in Markdown, where they stand; `norun` behind the language leaves one out. */
export function blocksIn(file: string, text: string, language: string): Block[] {
    return Array.from(text.matchAll(/^```(\w+)([^\n]*)\n(.*?)^```$/gms))
        .filter(([, found, attributes]) => found === language && attributes?.trim() !== "norun")
        .map((match) => {
            const line = text.slice(0, match.index).split("\n").length;
            return { name: `${file}:${line}`, code: match[3] ?? "" };
        });
}

/** The files that a page's shell commands write (`cat > index.ts <<'EOF'`, or `cat >>`), by their paths. */
export function filesWrittenIn(text: string): Map<string, string> {
    const files = new Map<string, string>();
    for (const [, redirection, file = "", content = ""] of text.matchAll(
        /^cat (>>?) (\S+) <<'EOF'\n(.*?)^EOF$/gms,
    )) {
        files.set(file, (redirection === ">>" ? (files.get(file) ?? "") : "") + content);
    }
    return files;
}
