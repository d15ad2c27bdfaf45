import { type CsvError, type Options, parse } from "csv-parse/sync";
import { FileProblem } from "../file-problem";
import { withoutOuterSpace } from "../surrounding-space";

/** What cells are separated by, and its name for a person. */
export const separators = {
    ",": "a comma",
    ";": "a semicolon",
    "\t": "a tab",
    "|": "a vertical bar",
} as const;

export type Separator = keyof typeof separators;

export interface CsvRow {
    readonly cells: readonly string[];
    /** The line that it begins on. */
    readonly line: number;
}

export interface CsvTable {
    readonly separator: Separator;
    /** Those in which something stands: spreadsheets write rows of nothing behind the last one. */
    readonly rows: readonly CsvRow[];
}

/**
 * Takes a CSV text apart. What separates its cells, Excel's first line says (`sep=;`), else the header row: it is
 * what makes a column of this name.
 */
export function csvTable(text: string, column: string): CsvTable {
    const [line = "", named] = /^"?sep=(.*?)"?(?:\n|$)/i.exec(text) ?? [];
    if (named !== undefined && !Object.hasOwn(separators, named)) {
        const known = new Intl.ListFormat("en", { type: "disjunction" }).format(Object.values(separators));
        throw new FileProblem("line 1", `names a separator of cells that is not supported; take ${known}`);
    }
    const table = Buffer.from(text.slice(line.length));
    const separator = (named as Separator | undefined) ?? separatorOf(table, column);
    return { separator, rows: readRows(table, separator, line === "" ? 1 : 2) };
}

function separatorOf(table: Buffer, column: string): Separator {
    const all = Object.keys(separators) as Separator[];
    const found = all.find((separator) => firstRow(table, separator).map(withoutOuterSpace).includes(column));
    if (found !== undefined) {
        return found;
    }
    // The column has another name, or none: what there is most of is likely to separate.
    const [line = ""] = /\S.*/.exec(table.toString()) ?? [];
    const counts = all.map((separator) => line.split(separator).length);
    return all[counts.indexOf(Math.max(...counts))] as Separator;
}

/** The first row in which something stands. */
function firstRow(table: Buffer, separator: Separator): string[] {
    const options = { skip_records_with_empty_values: true, relax_quotes: true, to: 1 };
    try {
        const [row = []] = parse(table, { ...optionsFor(separator), ...options });
        return row;
    } catch {
        return []; // Why it is none, if it is none with any separator, the reading of all rows says.
    }
}

function readRows(table: Buffer, separator: Separator, firstLine: number): CsvRow[] {
    const rows: CsvRow[] = [];
    let end = 0;
    let line = firstLine;

    /** Steps over the last row and the empty lines behind it. */
    function lineBehind(rowEnd: number): number {
        while (end < rowEnd || table[end] === lineFeed) {
            line += table[end] === lineFeed ? 1 : 0;
            end++;
        }
        return line;
    }

    let next = lineBehind(0);
    try {
        parse(table, {
            ...optionsFor(separator),
            on_record: (cells: string[], { bytes: rowEnd }) => {
                if (cells.some((cell) => withoutOuterSpace(cell) !== "")) {
                    rows.push({ cells, line: next });
                }
                next = lineBehind(rowEnd);
                return null;
            },
        });
    } catch (error) {
        throw new FileProblem(`line ${next}`, describe(error as CsvError, separator));
    }
    return rows;
}

function optionsFor(delimiter: Separator): Options {
    return { delimiter, record_delimiter: "\n", relax_column_count: true, skip_empty_lines: true };
}

const lineFeed = 0x0a;

/** In words of its own: the parser's message quotes the cell, which may be personal data. */
function describe({ code }: CsvError, separator: Separator): string {
    switch (code as string) {
        case "CSV_QUOTE_NOT_CLOSED":
            return "has a quote that is not closed; close it, or write it twice inside of a quoted cell";
        case "CSV_INVALID_CLOSING_QUOTE":
            return (
                "has text behind a closing quote; write a quote inside of a quoted cell twice, and " +
                `separate cells with ${separators[separator]}, as the header row does`
            );
        case "CSV_INVALID_OPENING_QUOTE":
        case "INVALID_OPENING_QUOTE":
            return "has a quote inside of a cell; put the whole cell in quotes, and write that quote twice";
        default:
            return `is no CSV (${code})`;
    }
}
