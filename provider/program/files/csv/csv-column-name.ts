import { type KeyType, knownKeyPaths, knownKeyType } from "../../../core/keys/known-keys";
import { keyProblem } from "../../../core/values/copy-json";
import { outerSpaceProblem } from "../surrounding-space";

/**
 * The keys that a column's name leads to: `["expo", "tokens", "0"]` for `expo.tokens.0` and for `expo.tokens[0]`, the
 * first item of a list.
 */
export function columnPath(name: string): string[] {
    return name.replace(/(?<=[^\s.])\[(\d+)\](?=[.[]|$)/g, ".$1").split(".");
}

/** What is wrong with a column's name, or undefined where nothing is. */
export function columnNameProblem(name: string): string | undefined {
    const path = columnPath(name);
    return otherSpellingProblem(path.join(".")) ?? pathProblem(path) ?? typeProblem(path);
}

/** What Courier takes in the column, if it knows the key, or the list that the column is an item of. */
export function columnType(path: readonly string[]): KeyType | undefined {
    return path.some((_, index) => index > 0 && isList(path.slice(0, index)))
        ? "a string"
        : knownKeyType(path);
}

/** Whether a key of a name, other than the first, is an item's place in a list. */
export function isItem(key: string): boolean {
    return /^\d+$/.test(key);
}

/** How the columns of the list at this path are named. */
export function listAdvice(path: readonly string[]): string {
    const [first, second] = [0, 1].map((item) => JSON.stringify([...path, item].join(".")));
    return `number its items, as in ${first} and ${second}`;
}

/** Why an item's place in the list at this path is none. */
export function itemProblem(list: readonly string[]): string {
    return `is part of a list, which has numbers from 0 on and nothing else; ${listAdvice(list)}`;
}

function pathProblem(path: readonly string[]): string | undefined {
    if (path.includes("")) {
        return "has a dot without a key beside it";
    }
    const leadingZero = path.findIndex((key, index) => index > 0 && /^0\d+$/.test(key));
    if (leadingZero !== -1) {
        return itemProblem(path.slice(0, leadingZero));
    }
    return path
        .map((key) => keyProblem(key) ?? outerSpaceProblem(key))
        .find((reason) => reason !== undefined);
}

/** What is wrong with the path for Courier, as far as it knows the keys. */
function typeProblem(path: readonly string[]): string | undefined {
    for (let length = 1; length < path.length; length++) {
        const outer = path.slice(0, length);
        const type = knownKeyType(outer);
        const name = JSON.stringify(outer.join("."));
        if (type === undefined) {
            return undefined;
        }
        if (isList(outer)) {
            if (!isItem(path[length] as string)) {
                return `cannot be: for Courier ${name} is a list; ${listAdvice(outer)}`;
            }
            if (type === "an array" || path.length === length + 1) {
                return undefined;
            }
        }
        if (type !== "an object") {
            return `cannot be: for Courier ${name} is ${type}, without keys inside`;
        }
        if (isItem(path[length] as string)) {
            return `cannot be: for Courier ${name} is no list; name one in it and ${listAdvice([...outer, "items"])}`;
        }
    }
    const name = path.join(".");
    switch (knownKeyType(path)) {
        case "an object":
            return `is an object for Courier; name its keys with dots, as in "${name}.id"`;
        case "an array":
            return `is a list for Courier; ${listAdvice(path)}`;
        default:
            return undefined;
    }
}

function isList(path: readonly string[]): boolean {
    const type = knownKeyType(path);
    return type === "an array" || type === "a string or an array of strings";
}

/** What is wrong with a name that leads into an object or a list as others write that: as a key it would be one of its own. */
function otherSpellingProblem(name: string): string | undefined {
    const [, list = ""] = /^(.*[^\s\d_#(.-])[\s_#(-]*\d+\)?$/.exec(name) ?? [];
    if (isList(list.split("."))) {
        return itemProblem(list.split("."));
    }
    const dotted = name
        .replace(brackets, (_match, _quote, key: string) => `.${placeholder.test(key) ? "0" : key}`)
        .replace(otherItem, (match) => `.${/\d+/.exec(match)?.[0] ?? "0"}`)
        .replace(wayIntoAnObject, "$1.");
    return dotted === name
        ? undefined
        : `is no way into an object or a list; write ${JSON.stringify(dotted)}`;
}

/** `tags[]`, `custom["team"]`; a space before it makes it a part of the name. */
const brackets = /(?<=\S)\.?\[\s*(["']?)(.*?)\1\s*\]/g;
const placeholder = /^[*#?in-]?$/;

/** `tags/0`, `tags#0`, `tags(0)`, `tags{}`, `tags.*`. */
const otherItem = /(?<=\S)(?:\.?(?:[({<](?:\d*|\*)[)}>]|[/#](?:\d+|\*))|\.[*#-])(?=\.|$)/g;

/** `custom/team`, `custom->team`, `custom__team`, `/custom/team`. */
const wayIntoAnObject = new RegExp(
    `^/?(${knownKeyPaths
        .filter((path) => knownKeyType(path) === "an object")
        .flat()
        .join("|")})(?:/|->|=>|::?|__)(?=.)`,
);
