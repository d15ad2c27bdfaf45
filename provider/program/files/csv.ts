import { type CsvError, parse } from "csv-parse/sync";
import { keyProblem } from "../../core/values/copy-json";
import { counted } from "../../core/messages/wording";
import { FileProblem } from "./file-problem";
import { type KeyType, keyType } from "../../core/known-keys";
import type { UserRow } from "./user-row";

interface Row {
    readonly cells: readonly string[];
    readonly line: number;
}

interface Column {
    readonly name: string;
    /** `["custom", "team"]` for `custom.team`. */
    readonly path: readonly string[];
    readonly type: KeyType | undefined;
}

const userIdColumn = "userId";

/**
 * Reads a header row of `userId` and the profile's keys, nested ones with dots, and a row for each user. A
 * cell is a string, but for keys that Courier wants true or false for; an empty one leaves its key out.
 */
export function* readCsv(text: string): Iterable<UserRow> {
    const [header, ...rows] = parseRows(text);
    if (!header) {
        throw new FileProblem(undefined, "is empty; a CSV file begins with a row of column names");
    }
    const columns = readHeader(header);
    for (const row of rows) {
        if (row.cells.length !== columns.length) {
            throw new FileProblem(
                `line ${row.line}`,
                `has ${counted(row.cells.length, "cell")} where the header row has ${columns.length}`,
            );
        }
        yield readRow(columns, row);
    }
}

function readHeader({ cells, line }: Row): Column[] {
    const problem = (name: string, reason: string): FileProblem =>
        new FileProblem(`line ${line}, column ${JSON.stringify(name)}`, reason);

    if (!cells.includes(userIdColumn)) {
        throw new FileProblem(`line ${line}`, `has no column "${userIdColumn}"${hint(cells)}`);
    }
    const columns = cells.map((name, index) => {
        if (name === "") {
            throw new FileProblem(`line ${line}`, `column ${index + 1} has no name`);
        }
        if (name !== name.trim()) {
            throw problem(name, "begins or ends with a space; remove it");
        }
        if (cells.indexOf(name) !== index) {
            throw problem(name, "is there twice");
        }
        const path = name.split(".");
        const reason = path.includes("") ? "has a dot without a key beside it" : firstKeyProblem(path);
        if (reason) {
            throw problem(name, reason);
        }
        return { name, path, type: keyType(path[0] as string) };
    });
    for (const { name, path, type } of columns) {
        const parent = path
            .slice(1)
            .map((_, index) => path.slice(0, index + 1).join("."))
            .find((prefix) => cells.includes(prefix));
        if (parent !== undefined) {
            throw problem(name, `is a key inside of "${parent}", which is a column of its own`);
        }
        if (path.length > 1 && type !== undefined && type !== "an object") {
            throw problem(name, `cannot be: for Courier "${path[0]}" is ${type}, without keys inside`);
        }
        if (path.length === 1 && type === "an object") {
            throw problem(name, `is an object for Courier; name its keys with dots, as in "${name}.id"`);
        }
    }
    return columns;
}

function firstKeyProblem(path: readonly string[]): string | undefined {
    return path.map(keyProblem).find((reason) => reason !== undefined);
}

function hint(cells: readonly string[]): string {
    const similar = cells.find((name) => /^user[\s_-]?id$/i.test(name.trim()));
    if (similar !== undefined) {
        return `; rename the column ${JSON.stringify(similar)}`;
    }
    return cells.length === 1 && /[;\t|]/.test(cells[0] ?? "") ? "; separate the columns with commas" : "";
}

function readRow(columns: readonly Column[], { cells, line }: Row): UserRow {
    let userId = "";
    const profile: Record<string, unknown> = {};
    for (const [index, { name, path, type }] of columns.entries()) {
        const cell = cells[index] as string;
        if (name === userIdColumn) {
            userId = cell;
        } else if (cell !== "") {
            const value = type === "true or false" ? toBoolean(cell) : cell;
            if (value === undefined) {
                throw new FileProblem(`line ${line}, column "${name}"`, "must be true, false or empty");
            }
            setAt(profile, path, value);
        }
    }
    return { line, userId, profile };
}

function setAt(profile: Record<string, unknown>, path: readonly string[], value: unknown): void {
    let target = profile;
    for (const key of path.slice(0, -1)) {
        if (!Object.hasOwn(target, key)) {
            target[key] = {};
        }
        target = target[key] as Record<string, unknown>;
    }
    target[path.at(-1) as string] = value;
}

/** Spreadsheets write TRUE. */
function toBoolean(cell: string): boolean | undefined {
    return /^true$/i.test(cell) ? true : /^false$/i.test(cell) ? false : undefined;
}

/** The rows, blank lines left out, each with the line that it begins on. */
function parseRows(text: string): Row[] {
    const bytes = Buffer.from(text);
    const rows: Row[] = [];
    let end = 0;
    let line = 1;

    /** Steps over the last row and the blank lines behind it; the parser's own count takes CRLF for two lines. */
    function nextLine(rowEnd: number): number {
        while (end < rowEnd || bytes[end] === lineFeed || bytes[end] === carriageReturn) {
            line += bytes[end] === lineFeed ? 1 : 0;
            end++;
        }
        return line;
    }

    let next = nextLine(0);
    try {
        parse(bytes, {
            relax_column_count: true,
            skip_empty_lines: true,
            record_delimiter: ["\r\n", "\n"],
            on_record: (cells: string[], { bytes: rowEnd }) => {
                rows.push({ cells, line: next });
                next = nextLine(rowEnd);
                return null;
            },
        });
    } catch (error) {
        throw new FileProblem(`line ${next}`, describe(error as CsvError));
    }
    return rows;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** In words of its own: the parser's message quotes the cell, which may be personal data. */
function describe({ code }: CsvError): string {
    switch (code as string) {
        case "CSV_QUOTE_NOT_CLOSED":
            return "has a quote that is not closed";
        case "CSV_INVALID_CLOSING_QUOTE":
            return "has text behind a closing quote; a quote inside of a quoted cell is written twice";
        case "CSV_INVALID_OPENING_QUOTE":
        case "INVALID_OPENING_QUOTE":
            return "has a quote inside of a cell; put the whole cell in quotes, and write that quote twice";
        default:
            return `is no CSV (${code})`;
    }
}
