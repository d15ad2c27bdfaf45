import { SourceMap, type SourceMapPayload } from "node:module";

interface Range {
    readonly startOffset: number;
    readonly endOffset: number;
    readonly count: number;
}

/** What V8 has counted in a script. */
export interface Script {
    readonly url: string;
    readonly functions: readonly { readonly functionName: string; readonly ranges: readonly Range[] }[];
}

/** How Node.js keeps the source map of a script, beside what V8 has counted. */
export interface KeptMap {
    readonly data: SourceMapPayload;
    readonly lineLengths: readonly number[];
}

/**
 * The script without the code that tsx puts before and after that of the source file: helpers for modules, whose
 * branches no test of the source file can take.
 */
export function withoutAddedCode(script: Script, { data, lineLengths }: KeptMap): Script {
    const map = new SourceMap(data);
    const lineStarts = lineLengths.map((_, line) =>
        lineLengths.slice(0, line).reduce((sum, length) => sum + length + 1, 0),
    );
    const last = entryAt(map, lineLengths.length, 0);
    const lastStart = (lineStarts[last.generatedLine] ?? 0) + last.generatedColumn;

    function isAdded({ startOffset, endOffset }: Range): boolean {
        const line = lineStarts.findLastIndex((start) => start < endOffset);
        const { originalLine, originalColumn } = entryAt(map, line, endOffset - 1 - (lineStarts[line] ?? 0));
        // All that comes first is said to be from the very beginning of the source file.
        return (originalLine === 0 && originalColumn === 0) || startOffset > lastStart;
    }

    const functions = script.functions
        .map((counted) => ({ ...counted, ranges: counted.ranges.filter((range) => !isAdded(range)) }))
        .filter(({ ranges }) => ranges.length > 0);
    return { ...script, functions };
}

function entryAt(map: SourceMap, line: number, column: number) {
    const start = { generatedLine: 0, generatedColumn: 0, originalLine: 0, originalColumn: 0 };
    return { ...start, ...map.findEntry(line, column) };
}
