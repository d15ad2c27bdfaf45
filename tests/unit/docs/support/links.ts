/** Where the links of a Markdown page lead, but for those to an address: a path from the page, an anchor, or both. */
export function relativeLinksIn(text: string): string[] {
    return Array.from(text.matchAll(/\]\(([^)\s]+)\)/g), ([, target = ""]) => target).filter(
        (target) => !/^[a-z]+:/.test(target),
    );
}

/** The anchors of a page's headings, as GitHub makes them: a heading's second time is numbered 1. */
export function anchorsOf(text: string): string[] {
    const times = new Map<string, number>();
    return Array.from(text.matchAll(/^#+ (.*)$/gm), ([, heading = ""]) => {
        const anchor = heading
            .toLowerCase()
            .replace(/[^\p{L}\p{N} _-]/gu, "")
            .replaceAll(" ", "-");
        const before = times.get(anchor) ?? 0;
        times.set(anchor, before + 1);
        return before === 0 ? anchor : `${anchor}-${before}`;
    });
}
