import { isObject, type JsonValue } from "../../core/values/json";
import { FileProblem } from "./file-problem";
import { parseJson } from "./json-with-lines";
import { shapeAdvice } from "./other-shapes";
import type { UserRow } from "./user-row";

/** Reads an object with a profile for each user id. */
export function* readJson(text: string): Iterable<UserRow> {
    const isRows = /^\s*\{.*\}\s*\n\s*\{/.test(text);
    const { value, topKeys } = parseJson(text, {
        nameOf: ([, ...path]) => ["profile", ...path],
        ...(isRows && { advice: "a file with an object on each line must end in .jsonl" }),
    });
    const advice = shapeAdvice(value);
    if (!isObject(value) || advice !== undefined) {
        throw new FileProblem(undefined, "must hold an object of user ids, each with its profile", advice);
    }
    const profiles = new Map<string, JsonValue | undefined>(Object.entries(value));
    for (const { key, line } of topKeys) {
        yield { line, userId: key, profile: profiles.get(key) };
    }
}
