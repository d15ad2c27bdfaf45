import type { KeyType } from "../../../core/keys/known-keys";
import {
    columnNameProblem,
    columnPath,
    columnType,
    isItem,
    itemProblem,
    listAdvice,
} from "./csv-column-name";
import type { CsvRow } from "./csv-rows";
import { FileProblem } from "../file-problem";
import { likeUserId, userIdKey } from "../other-shapes";
import { outerSpaceProblem, withoutOuterSpace } from "../surrounding-space";

/** A column with the values of a key, or of an item of a list. */
export interface Column {
    readonly name: string;
    readonly path: readonly string[];
    readonly index: number;
    /** What Courier takes there, if it knows the key. */
    readonly type: KeyType | undefined;
}

/** Columns that make an object or a list together. */
export interface ColumnGroup {
    readonly isList: boolean;
    readonly parts: ReadonlyMap<string, Column | ColumnGroup>;
}

export interface CsvColumns {
    readonly userId: Column;
    /** The others that have a name. */
    readonly profile: ColumnGroup;
    /** Where the header row has no name: spreadsheets write columns of nothing behind the last one. */
    readonly unnamed: readonly number[];
    readonly count: number;
}

/** What each column is for, by the header row, which is the first of the rows. */
export function csvColumns(rows: readonly CsvRow[]): CsvColumns {
    const [header] = rows;
    if (!header) {
        throw new FileProblem(undefined, "is empty; a CSV file begins with a row of column names");
    }
    const names = header.cells.map(withoutOuterSpace);
    if (!names.includes(userIdKey)) {
        throw new FileProblem(`line ${header.line}`, `has no column "${userIdKey}"; ${headerAdvice(rows)}`);
    }
    const columns = names.flatMap((name, index) => (name === "" ? [] : [columnOf(header, name, index)]));
    const { parts } = groupOf(columns, [], header.line);
    return {
        userId: parts.get(userIdKey) as Column,
        profile: { isList: false, parts: new Map([...parts].filter(([key]) => key !== userIdKey)) },
        unnamed: [...names.keys()].filter((index) => names[index] === ""),
        count: names.length,
    };
}

export function isColumn(part: Column | ColumnGroup): part is Column {
    return "index" in part;
}

/** What to do about rows whose first one has no column for the user id. */
function headerAdvice(rows: readonly CsvRow[]): string {
    const [names = [], ...below] = rows.map(({ cells }) => cells.map(withoutOuterSpace));
    const similar = likeUserId(names);
    if (similar !== undefined) {
        return `rename the column ${JSON.stringify(similar)}`;
    }
    if (names.length === 1 && names[0]?.split(/[,;\t|]/).some((name) => likeUserId([name]))) {
        return "the row is in quotes as a whole, which makes one cell of it; put each cell in quotes, or none";
    }
    const header = rows[below.findIndex((cells) => cells.includes(userIdKey)) + 1];
    return header === rows[0] || header === undefined
        ? "the first row names the columns, which commas, semicolons, tabs or vertical bars separate"
        : `the row on line ${header.line} has; remove what stands above it`;
}

function columnOf({ cells, line }: CsvRow, name: string, index: number): Column {
    if (name.includes("\n")) {
        // It may be rows of users, which a quote has made a part of the name.
        const reason = "has a line break in its name; write the name on one line, and check the quotes";
        throw new FileProblem(`line ${line}, column ${index + 1}`, reason);
    }
    const reason = outerSpaceProblem(cells[index] as string) ?? columnNameProblem(name);
    if (reason !== undefined) {
        throw columnProblem(line, name, reason);
    }
    const path = columnPath(name);
    return { name, path, index, type: name === userIdKey ? "a string" : columnType(path) };
}

/** The columns in the object or list at this path. */
function groupOf(columns: readonly Column[], path: readonly string[], line: number): ColumnGroup {
    const membersOf = new Map<string, Column[]>();
    for (const column of columns) {
        const key = column.path[path.length] as string;
        const members = membersOf.get(key) ?? [];
        membersOf.set(key, members);
        members.push(column);
    }
    const keys = inOrder([...membersOf.keys()], path, (key) => {
        const [member] = membersOf.get(key) as [Column];
        return columnProblem(line, member.name, itemProblem(path));
    });
    const parts = keys.map(
        (key) => [key, partOf(membersOf.get(key) as Column[], [...path, key], line)] as const,
    );
    return { isList: path.length > 0 && keys.some(isItem), parts: new Map(parts) };
}

/** The column for the value at this path, or the columns for what is in it. */
function partOf(members: readonly Column[], path: readonly string[], line: number): Column | ColumnGroup {
    const [whole, second] = members.filter((column) => column.path.length === path.length);
    if (whole === undefined) {
        return groupOf(members, path, line);
    }
    const cure = `keep one, or if it is a list, ${listAdvice(isItem(path.at(-1) ?? "") ? path.slice(0, -1) : path)}`;
    if (second !== undefined) {
        throw columnProblem(line, second.name, `is there twice; ${cure}`);
    }
    const inner = members.find((column) => column !== whole);
    if (inner !== undefined) {
        const reason = `is inside of ${JSON.stringify(whole.name)}, which is a column of its own; ${cure}`;
        throw columnProblem(line, inner.name, reason);
    }
    return whole;
}

/** The keys in an object as they are, the items of a list by their places. */
function inOrder(
    keys: readonly string[],
    path: readonly string[],
    problem: (key: string) => FileProblem,
): readonly string[] {
    if (path.length === 0 || !keys.some(isItem)) {
        return keys;
    }
    const items = keys.toSorted((one, other) => Number(one) - Number(other));
    const wrong = keys.find((key) => !isItem(key)) ?? items.find((item, index) => Number(item) !== index);
    if (wrong !== undefined) {
        throw problem(wrong);
    }
    return items;
}

function columnProblem(line: number, name: string, reason: string): FileProblem {
    return new FileProblem(`line ${line}, column ${JSON.stringify(name)}`, reason);
}
