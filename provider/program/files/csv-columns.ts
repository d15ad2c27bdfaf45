import { type KeyType, knownKeyPaths, knownKeyType } from "../../core/known-keys";
import { keyProblem } from "../../core/values/copy-json";
import type { CsvTable } from "./csv-rows";
import { FileProblem } from "./file-problem";
import { likeUserId, userIdKey } from "./other-shapes";
import { outerSpaceProblem, withoutOuterSpace } from "./outer-space";

/** A column with the values of a key, or of an item of a list. */
export interface Column {
    readonly name: string;
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
    /** All others that have a name. */
    readonly profile: ColumnGroup;
    /** Where the header row has no name: spreadsheets write columns of nothing behind the last one. */
    readonly unnamed: readonly number[];
    readonly count: number;
}

interface MutableGroup {
    isList: boolean;
    readonly parts: Map<string, Column | MutableGroup>;
}

/** Reads the header row: what each column is for. A dot leads into an object, or with a number into a list. */
export function csvColumns({ rows, separator }: CsvTable): CsvColumns {
    const [header] = rows;
    if (!header) {
        throw new FileProblem(undefined, "is empty; a CSV file begins with a row of column names");
    }
    const { cells, line } = header;
    const names = cells.map(withoutOuterSpace);
    if (!names.includes(userIdKey)) {
        throw new FileProblem(`line ${line}`, `has no column "${userIdKey}"; ${advice()}`);
    }

    const problem = (name: string, reason: string): FileProblem =>
        new FileProblem(`line ${line}, column ${JSON.stringify(name)}`, reason);
    const unnamed: number[] = [];
    const profile: MutableGroup = { isList: false, parts: new Map() };
    for (const [index, name] of names.entries()) {
        if (name === "") {
            unnamed.push(index);
            continue;
        }
        if (name.includes("\n")) {
            // The name may be rows of users that a quote has made a part of it.
            const reason = "has a line break in its name; write the name on one line, and check the quotes";
            throw new FileProblem(`line ${line}, column ${index + 1}`, reason);
        }
        const space = outerSpaceProblem(cells[index] as string);
        if (space) {
            throw problem(name, space);
        }
        insert(name, index);
    }
    arrange(profile, []);
    const userId = { name: userIdKey, index: names.indexOf(userIdKey), type: "a string" } as const;
    profile.parts.delete(userIdKey);
    return { userId, profile, unnamed, count: cells.length };

    function advice(): string {
        const similar = likeUserId(names);
        if (similar !== undefined) {
            return `rename the column ${JSON.stringify(similar)}`;
        }
        if (cells.length === 1 && names[0]?.split(/[,;\t|]/).some((name) => likeUserId([name]))) {
            return "the row is in quotes as a whole, which makes one cell of it; put each cell in quotes, or none";
        }
        const below = rows.find((row) => row.cells.map(withoutOuterSpace).includes(userIdKey));
        return below === undefined
            ? "the first row names the columns, which commas, semicolons, tabs or vertical bars separate"
            : `the row on line ${below.line} has; remove what stands above it`;
    }

    function insert(name: string, index: number): void {
        const path = pathOf(name, problem);
        const type = typeOf(name, path, problem);
        let group = profile;
        for (const key of path.slice(0, -1)) {
            const part = group.parts.get(key) ?? { isList: false, parts: new Map() };
            if (isColumn(part)) {
                throw inside(name, part);
            }
            group.parts.set(key, part);
            group = part;
        }
        const last = path.at(-1) as string;
        const other = group.parts.get(last);
        if (other !== undefined) {
            throw isColumn(other)
                ? problem(name, `is there twice; keep one, or if it is a list, ${numbered(path)}`)
                : inside(firstOf(other).name, { name, index, type });
        }
        group.parts.set(last, { name, index, type });
    }

    function inside(name: string, outer: Column): FileProblem {
        const outerName = JSON.stringify(outer.name);
        return problem(
            name,
            `is inside of ${outerName}, which is a column of its own; keep one, or if it is a list, ` +
                numbered(outer.name.split(".")),
        );
    }

    /** Makes a list of each group of numbered parts. */
    function arrange(group: MutableGroup, path: readonly string[]): void {
        const keys = [...group.parts.keys()];
        const items = path.length > 0 ? keys.filter(isNumber) : [];
        if (items.length > 0) {
            const inOrder = items.map(Number).sort((one, other) => one - other);
            const wrong = keys.find((key) => !isNumber(key)) ?? inOrder.find((item, index) => item !== index);
            if (wrong !== undefined) {
                throw problem(firstOf(group.parts.get(String(wrong)) as Column).name, listAdvice(path));
            }
            const parts = inOrder.map(
                (item) => [String(item), group.parts.get(String(item)) as Column] as const,
            );
            group.isList = true;
            group.parts.clear();
            parts.forEach(([key, part]) => group.parts.set(key, part));
        }
        for (const [key, part] of group.parts) {
            if (!isColumn(part)) {
                arrange(part, [...path, key]);
            }
        }
    }
}

export function isColumn(part: Column | ColumnGroup): part is Column {
    return "index" in part;
}

type ProblemOf = (name: string, reason: string) => FileProblem;

/** The keys of a name: `["expo", "tokens", "0"]` for `expo.tokens.0` and for `expo.tokens[0]`. */
function pathOf(name: string, problem: ProblemOf): string[] {
    const path = name.replace(/(?<=[^\s.])\[(\d+)\](?=[.[]|$)/g, ".$1").split(".");
    const dotted = withDots(path.join("."));
    if (dotted !== undefined) {
        throw problem(name, `is no way into an object or a list; write ${JSON.stringify(dotted)}`);
    }
    for (const [index, key] of path.entries()) {
        const reason =
            key === ""
                ? "has a dot without a key beside it"
                : (keyProblem(key) ??
                  outerSpaceProblem(key) ??
                  (index > 0 && isNumber(key) && key !== String(Number(key))
                      ? listAdvice(path.slice(0, index))
                      : undefined));
        if (reason) {
            throw problem(name, reason);
        }
    }
    return path;
}

const objects = knownKeyPaths.filter((path) => knownKeyType(path) === "an object").join("|");
const wayIntoAnObject = new RegExp(`^/?(${objects})(?:/|->|=>|::?|__)(?=.)`);

/** How a name is written here that leads into an object or a list as others write that; undefined for any other. */
function withDots(name: string): string | undefined {
    const dotted = name
        .replace(/(?<=\S)\.?\[\s*(["']?)(.*?)\1\s*\]/g, (_, _quote, key: string) => `.${itemOr(key)}`)
        .replace(/(?<=\S)\.?(?:[({<](\d*|\*)[)}>]|[/#](\d+|\*))(?=\.|$)/g, (_, ...keys: string[]) => {
            return `.${itemOr(keys.slice(0, 2).find((key) => key) ?? "")}`;
        })
        .replace(/(?<=\S)\.[*#-](?=\.|$)/g, ".0")
        .replace(wayIntoAnObject, "$1.");
    const [, list = "", number] = /^(.*[^\s\d_#(-])[\s_#(-]*(\d+)\)?$/.exec(dotted) ?? [];
    if (number !== undefined && isList(list.split("."))) {
        return `${list}.${number}`;
    }
    return dotted === name ? undefined : dotted;
}

function itemOr(key: string): string {
    return /^[*#?in-]?$/.test(key) ? "0" : key;
}

/** What Courier takes in a column of this name. */
function typeOf(name: string, path: readonly string[], problem: ProblemOf): KeyType | undefined {
    for (const length of path.slice(1).map((_, index) => index + 1)) {
        const outer = path.slice(0, length);
        const type = knownKeyType(outer);
        const isItem = isNumber(path[length] as string);
        const outerName = JSON.stringify(outer.join("."));
        if (isList(outer) && isItem) {
            if (path.length > length + 1 && type !== "an array") {
                throw problem(name, `cannot be: for Courier ${outerName} is ${type}, without keys inside`);
            }
            return "a string";
        }
        if (isList(outer)) {
            throw problem(name, `cannot be: for Courier ${outerName} is a list; ${numbered(outer)}`);
        }
        if (type === "an object" && isItem) {
            const example = JSON.stringify(`${outer.join(".")}.items.0`);
            throw problem(
                name,
                `cannot be: for Courier ${outerName} is no list; name one in it, as in ${example}`,
            );
        }
        if (type !== undefined && type !== "an object") {
            throw problem(name, `cannot be: for Courier ${outerName} is ${type}, without keys inside`);
        }
    }
    const type = knownKeyType(path);
    if (type === "an object") {
        throw problem(name, `is an object for Courier; name its keys with dots, as in "${name}.id"`);
    }
    if (type === "an array") {
        throw problem(name, `is a list for Courier; ${numbered(path)}`);
    }
    return type;
}

function isList(path: readonly string[]): boolean {
    return ["an array", "a string or an array of strings"].includes(knownKeyType(path) ?? "");
}

function isNumber(key: string): boolean {
    return /^\d+$/.test(key);
}

function firstOf(part: Column | ColumnGroup): Column {
    let first = part;
    while (!isColumn(first)) {
        first = first.parts.values().next().value as Column | ColumnGroup;
    }
    return first;
}

function listAdvice(path: readonly string[]): string {
    return `is part of a list, which has numbers from 0 on and nothing else; ${numbered(path)}`;
}

/** How the columns of a list at this path are named. */
export function numbered(path: readonly string[]): string {
    const name = (path.length > 1 && isNumber(path.at(-1) as string) ? path.slice(0, -1) : path).join(".");
    return `number its items, as in ${JSON.stringify(`${name}.0`)} and ${JSON.stringify(`${name}.1`)}`;
}
