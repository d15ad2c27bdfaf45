import { isObject } from "../../core/values/json";
import { FileProblem } from "./file-problem";
import { parseJson } from "./json-with-lines";
import { likeUserId, userIdKey } from "./other-shapes";
import type { UserRow } from "./user-row";

/** Reads one `{"userId": …, "profile": {…}}` a line. */
export function* readJsonLines(text: string): Iterable<UserRow> {
    for (const [index, lineText] of text.split("\n").entries()) {
        if (lineText.trim() !== "") {
            yield readLine(lineText, index + 1);
        }
    }
}

function readLine(text: string, line: number): UserRow {
    const { value, topKeys } = parseJson(text, {
        firstLine: line,
        nameOf: (path) => path,
        advice: "each line is an object of its own, without brackets around all and commas between them",
    });
    const names = topKeys.map(({ key }) => key);
    if (!isObject(value) || [...names].sort().join() !== "profile,userId") {
        throw new FileProblem(
            `line ${line}`,
            ['must be an object of the keys "userId" and "profile"', ...advice(names)].join("; "),
        );
    }
    return { line, userId: value.userId, profile: value.profile };
}

/** What to change in an object with these keys. */
function advice(names: readonly string[]): string[] {
    const idKey = names.includes(userIdKey) ? userIdKey : likeUserId(names);
    if (idKey === undefined) {
        return ['write {"userId": "user-ada", "profile": {"email": "…"}}'];
    }
    const other = names.find((name) => name !== "profile" && name !== idKey);
    const [renamed, moved] = [idKey, other].map((name) => JSON.stringify(name));
    return [
        ...(idKey === userIdKey ? [] : [`rename the key ${renamed} to "${userIdKey}"`]),
        ...(other === undefined ? [] : [`keys such as ${moved} belong inside of "profile"`]),
    ];
}
