import {
    type Document,
    isMap,
    isNode,
    isPair,
    isScalar,
    isSeq,
    LineCounter,
    parseDocument,
    type YAMLMap,
} from "yaml";
import { FileProblem } from "./file-problem";
import type { UserRow } from "./user-row";

/** Reads a map with a profile for each user id, in YAML 1.2; merge keys (`<<`) are followed. */
export function* readYaml(text: string): Iterable<UserRow> {
    const lines = new LineCounter();
    // The parser's own search for keys that are there twice compares each key with every other.
    const document = parseDocument(text, {
        lineCounter: lines,
        merge: true,
        uniqueKeys: false,
        prettyErrors: false,
    });
    const lineOf = (offset = 0): number => lines.linePos(offset).line;

    const [problem] = [...document.errors, ...document.warnings];
    if (problem) {
        throw new FileProblem(`line ${lineOf(problem.pos[0])}`, `is no YAML: ${firstLine(problem.message)}`);
    }
    const users = document.contents;
    if (!isMap(users)) {
        throw new FileProblem(undefined, "must hold a map of user ids, each with its profile");
    }
    const rows = users.items.map(({ key, value }) => {
        const line = lineOf(isNode(key) ? key.range[0] : 0);
        if (!isScalar(key) || key.value === "<<") {
            throw new FileProblem(`line ${line}`, "has no user id where one is due");
        }
        // A user id needs no quotes where YAML would take it for a number, as in `007: …`.
        const userId = typeof key.value === "string" ? key.value : key.source;
        key.value = userId;
        refuseDoubleKeys(value, lineOf);
        return { line, userId };
    });
    const profiles = new Map(Object.entries(toJs(document, users.items.length)));
    for (const { line, userId } of rows) {
        yield { line, userId, profile: profiles.get(userId) };
    }
}

/** The parser's limit against aliases of aliases without end, for each user. */
const maxAliasesPerUser = 100;

function toJs(document: Document.Parsed, users: number): object {
    try {
        return document.toJS({ maxAliasCount: users * maxAliasesPerUser }) as object;
    } catch (error) {
        throw new FileProblem(undefined, `is no YAML: ${firstLine((error as Error).message)}`);
    }
}

function refuseDoubleKeys(node: unknown, lineOf: (offset?: number) => number): void {
    if (isMap(node)) {
        refuseDoubleKeysOf(node, lineOf);
    }
    if (isMap(node) || isSeq(node)) {
        for (const item of node.items) {
            refuseDoubleKeys(isPair(item) ? item.value : item, lineOf);
        }
    }
}

function refuseDoubleKeysOf(map: YAMLMap, lineOf: (offset?: number) => number): void {
    const seen = new Map<unknown, number>();
    for (const { key } of map.items) {
        if (isScalar(key) && key.value !== "<<") {
            const line = lineOf(key.range?.[0]);
            const name = String(key.value);
            const earlier = seen.get(name);
            if (earlier !== undefined) {
                throw new FileProblem(
                    `line ${line}`,
                    `the key ${JSON.stringify(name)} is on line ${earlier} as well`,
                );
            }
            seen.set(name, line);
        }
    }
}

/** The parser's messages may go on with an excerpt. */
function firstLine(message: string): string {
    return message.replace(/\n.*/s, "");
}
