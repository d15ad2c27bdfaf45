import { isObject } from "../../core/values/json";
import { FileProblem } from "./file-problem";
import { parseJson } from "./json-syntax";
import type { UserRow } from "./user-row";

const keys = ["userId", "profile"];

/** Reads one `{"userId": …, "profile": {…}}` a line. */
export function* readJsonLines(text: string): Iterable<UserRow> {
    for (const [index, lineText] of text.split(/\r?\n/).entries()) {
        if (lineText.trim() !== "") {
            yield readLine(lineText, index + 1);
        }
    }
}

function readLine(text: string, line: number): UserRow {
    const { value, topKeys } = parseJson(text, line);
    const names = topKeys.map(({ key }) => key);
    if (!isObject(value) || [...names].sort().join() !== "profile,userId") {
        const other = names.find((key) => !keys.includes(key));
        throw new FileProblem(
            `line ${line}`,
            'must be an object of the keys "userId" and "profile"' +
                (other === undefined
                    ? ""
                    : `; keys such as ${JSON.stringify(other)} belong inside of "profile"`),
        );
    }
    return { line, userId: value.userId, profile: value.profile };
}
