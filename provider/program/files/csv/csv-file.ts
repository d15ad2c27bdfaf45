import { counted } from "../../../core/messages/wording";
import { listAdvice } from "./csv-column-name";
import { type Column, type ColumnGroup, csvColumns, type CsvColumns, isColumn } from "./csv-columns";
import { type CsvRow, csvTable, type Separator, separators } from "./csv-rows";
import { FileProblem } from "../file-problem";
import { userIdKey } from "../other-shapes";
import { outerSpaceProblem, withoutOuterSpace } from "../surrounding-space";
import type { UserRow } from "../user-row";

/**
 * Reads a header row of `userId` and the profile's keys, and a row for each user. A cell is a text, but for keys that
 * Courier wants true or false for; an empty one leaves its key, or the item of its list, out.
 */
export function* readCsv(text: string): Iterable<UserRow> {
    const table = csvTable(text, userIdKey);
    const columns = csvColumns(table.rows);
    const [header, ...rows] = table.rows;
    if (header && rows.length === 0) {
        throw new FileProblem(
            `line ${header.line}`,
            "names columns, and no row of a user is below; a JSON file with {} says that there is none",
        );
    }
    for (const row of rows) {
        checkCount(row, columns, table.separator);
        const userId = cellOf(columns.userId, row) ?? "";
        yield { line: row.line, userId, profile: valuesOf(columns.profile, row) ?? {} };
    }
}

function checkCount({ cells, line }: CsvRow, { count, unnamed }: CsvColumns, separator: Separator): void {
    if (cells.length !== count) {
        const cure =
            cells.length > count
                ? `put a cell with ${separators[separator]} in it in quotes`
                : `write a cell for every column, empty ones too, with ${separators[separator]} between them`;
        throw new FileProblem(
            `line ${line}`,
            `has ${counted(cells.length, "cell")} where the header row has ${count}; ${cure}`,
        );
    }
    const unexpected = unnamed.find((index) => withoutOuterSpace(cells[index] as string) !== "");
    if (unexpected !== undefined) {
        const reason = "has something in it, and no name in the header row; name it, or empty it";
        throw new FileProblem(`line ${line}, column ${unexpected + 1}`, reason);
    }
}

/** An object or a list of the cells that are not empty; undefined where all are. */
function valuesOf(group: ColumnGroup, row: CsvRow): Record<string, unknown> | unknown[] | undefined {
    const values = Array.from(group.parts, ([key, part]) => {
        return [key, isColumn(part) ? cellOf(part, row) : valuesOf(part, row)] as const;
    }).filter(([, value]) => value !== undefined);
    if (values.length === 0) {
        return undefined;
    }
    return group.isList ? values.map(([, value]) => value) : Object.fromEntries(values);
}

function cellOf({ name, index, type }: Column, { cells, line }: CsvRow): string | boolean | undefined {
    const cell = cells[index] as string;
    const problem = (reason: string): FileProblem =>
        new FileProblem(`line ${line}, column ${JSON.stringify(name)}`, reason);

    if (cell === "") {
        return undefined;
    }
    const space = type === undefined ? undefined : outerSpaceProblem(cell);
    if (space) {
        throw problem(space);
    }
    if (type === "a string or an array of strings" && cell.startsWith("[")) {
        throw problem(`holds a list; ${listAdvice([name])}`);
    }
    const value = type === "true or false" ? toBoolean(cell) : cell;
    if (value === undefined) {
        throw problem("must be true, false or empty");
    }
    return value;
}

/** Spreadsheets write TRUE. */
function toBoolean(cell: string): boolean | undefined {
    return /^true$/i.test(cell) ? true : /^false$/i.test(cell) ? false : undefined;
}
