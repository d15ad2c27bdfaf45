import {
    type Alias,
    isAlias,
    isMap,
    isScalar,
    isSeq,
    type ParsedNode,
    type Scalar,
    type YAMLMap,
} from "yaml";
import { knownKeyType } from "../../core/keys/known-keys";
import { formatPath } from "../../core/values/key-path";
import { isHeldExactly } from "../../core/values/exact-json";
import { isObject, type JsonObject, type JsonValue } from "../../core/values/json";
import { FileProblem } from "./file-problem";
import { outerSpaceProblem } from "./surrounding-space";

type Path = readonly (string | number)[];

/** What an anchor stands for; undefined while its own value is read. */
type Anchored = { readonly value: JsonValue; readonly size: number } | undefined;

/**
 * What YAML 1.1 or 1.2 takes for a number, times of day included. There are more ways to write one than JSON's, and
 * what is written so is mostly meant as a text: a postal code, a version, a hash.
 */
const likeNumber =
    /^[-+]?(0b[01_]+|0o[0-7_]+|0x[\da-f_]+|\d[\d_]*(:[0-5]?\d)+(\.\d*)?|\d[\d_]*(\.[\d_]*)?(e[-+]?\d+)?|\.\d[\d_]*(e[-+]?\d+)?|\.inf|\.nan)$/i;

/** Whole numbers that are the same text in every reading, and so may be keys without quotes. */
const wholeNumber = /^(0|-?[1-9]\d*)$/;

/**
 * The JSON values of a document's nodes. The parser's own conversion bends keys without a word (`0x10`, `~`), prints
 * warnings with values in them, and takes time in the square of the aliases.
 */
export class YamlValues {
    private readonly anchors = new Map<string, Anchored>();
    /** How many values there are so far, and how many of them aliases stand for. */
    private size = 0;
    private aliasedSize = 0;

    /**
     * @param lineOf the line of an offset in the text
     * @param maxAliasedSize how many values aliases may stand for, as aliases of aliases multiply without end
     */
    constructor(
        private readonly lineOf: (offset?: number) => number,
        private readonly maxAliasedSize: number,
    ) {}

    /** @param path what a person knows the node as; a user's profile is `["profile"]` */
    of(node: ParsedNode | null, path: Path): JsonValue {
        if (isAlias(node)) {
            return this.aliased(node);
        }
        const anchor = node?.anchor;
        const before = this.size++;
        if (anchor !== undefined) {
            this.anchors.set(anchor, undefined);
        }
        const value = this.read(node, path);
        if (anchor !== undefined) {
            this.anchors.set(anchor, { value, size: this.size - before });
        }
        return value;
    }

    /** The text of a key; `noun` says what the key is: "a key", "a user id". */
    key(node: ParsedNode | null, noun: string): string {
        if (!isScalar(node)) {
            throw this.problem(node, `has a list, a map or an alias where ${noun} is due; write a text`);
        }
        const { value, source, type } = node;
        const isPlain = type === "PLAIN";
        if (typeof value === "number" && isPlain && wholeNumber.test(source)) {
            return source;
        }
        if (typeof value !== "string" || this.isLikeNumber(node)) {
            const what =
                value === null
                    ? "for nothing"
                    : typeof value === "boolean"
                      ? "for true or false"
                      : "for a number";
            throw this.problem(node, `has ${noun} that YAML may take ${what}; put it in quotes`);
        }
        const space = isPlain ? outerSpaceProblem(value) : undefined;
        if (space) {
            throw this.problem(node, `has ${noun} that ${space}`);
        }
        return value;
    }

    private read(node: Exclude<ParsedNode, Alias> | null, path: Path): JsonValue {
        if (isMap(node)) {
            return this.object(node, path);
        }
        if (isSeq(node)) {
            return node.items.map((item, index) => this.of(item, [...path, index]));
        }
        return node === null ? null : this.scalar(node, path);
    }

    private object({ items }: YAMLMap.Parsed, path: Path): JsonObject {
        const own = new Map<string, JsonValue>();
        const lines = new Map<string, number>();
        const merged: JsonObject[] = [];
        for (const { key, value } of items) {
            if (isMergeKey(key)) {
                merged.push(...this.merged(value, path));
                continue;
            }
            const name = this.key(key, "a key");
            const line = this.lineOf(key.range[0]);
            const earlier = lines.get(name);
            if (earlier !== undefined) {
                throw new FileProblem(
                    `line ${line}`,
                    `the key ${JSON.stringify(name)} is on line ${earlier} as well; remove one of the two`,
                );
            }
            lines.set(name, line);
            own.set(name, this.of(value, [...path, name]));
        }
        // The keys of the map itself win, then the earlier of the merged ones.
        return Object.fromEntries<JsonValue | undefined>([
            ...merged.reverse().flatMap(Object.entries),
            ...own,
        ]);
    }

    private merged(node: ParsedNode | null, path: Path): JsonObject[] {
        return [this.of(node, path)].flat().map((source) => {
            if (!isObject(source)) {
                throw this.problem(
                    node,
                    "merges (<<) something that is no map; give it an alias of one, such as *base",
                );
            }
            return source;
        });
    }

    private scalar(node: Scalar.Parsed, path: Path): JsonValue {
        const { value, source } = node;
        if (typeof value === "number" ? !isAsJson(value, source) : this.isLikeNumber(node)) {
            throw this.problem(
                node,
                /^-?[1-9]\d*$/.test(source)
                    ? `${formatPath(path)} is a number that JavaScript cannot hold exactly; write it as a text, in quotes`
                    : `${formatPath(path)} is not written as JSON writes a number; put it in quotes if it is a text`,
            );
        }
        const space =
            typeof value === "string" && node.type === "PLAIN" && isKnown(path)
                ? outerSpaceProblem(value)
                : undefined;
        if (space) {
            throw this.problem(node, `${formatPath(path)} ${space}`);
        }
        return value as JsonValue;
    }

    private aliased(alias: Alias.Parsed): JsonValue {
        if (!this.anchors.has(alias.source)) {
            const cure = "correct it, or put a text that begins with * in quotes";
            throw this.problem(alias, `has an alias (*) of an anchor (&) that is not above it; ${cure}`);
        }
        const anchored = this.anchors.get(alias.source);
        if (anchored === undefined) {
            throw this.problem(
                alias,
                "has an alias (*) of something that it is a part of; JSON has no cycles",
            );
        }
        this.size += anchored.size;
        this.aliasedSize += anchored.size;
        if (this.aliasedSize > this.maxAliasedSize) {
            throw this.problem(
                alias,
                "has aliases (*) of aliases that multiply without end; write the values out",
            );
        }
        return anchored.value;
    }

    private isLikeNumber({ value, type, tag }: Scalar.Parsed): boolean {
        return type === "PLAIN" && tag === undefined && typeof value === "string" && likeNumber.test(value);
    }

    private problem(node: ParsedNode | null, reason: string): FileProblem {
        return new FileProblem(`line ${this.lineOf(node?.range[0])}`, reason);
    }
}

/** Whether the key merges other maps into its own (`<<`). */
export function isMergeKey(key: ParsedNode | null): boolean {
    return isScalar(key) && key.type === "PLAIN" && key.value === "<<";
}

function isAsJson(value: number, source: string): boolean {
    return JSON.stringify(value) === source && isHeldExactly(source);
}

function isKnown([, ...path]: Path): boolean {
    return knownKeyType(path.map(String)) === "a string";
}
