import { isObject, type JsonValue } from "../../core/values/json";
import { FileProblem } from "./file-problem";
import { parseJson } from "./json-syntax";
import type { UserRow } from "./user-row";

/** Reads an object with a profile for each user id. */
export function* readJson(text: string): Iterable<UserRow> {
    const { value, topKeys } = parseJson(text);
    if (!isObject(value)) {
        throw new FileProblem(undefined, "must hold an object of user ids, each with its profile");
    }
    const profiles = new Map<string, JsonValue | undefined>(Object.entries(value));
    for (const { key, line } of topKeys) {
        yield { line, userId: key, profile: profiles.get(key) };
    }
}
