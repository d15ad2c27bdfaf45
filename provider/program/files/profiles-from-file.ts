import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import path from "node:path";
import { programError } from "../program-error";
import { withHelp } from "../../core/messages/help-links";
import { isObject, type JsonObject } from "../../core/values/json";
import { copyProfile, keyProblem } from "../../core/values/copy-json";
import type { Problem } from "../../core/messages/problem";
import { userIdProblem } from "../../core/user-id-rules";
import type { CourierProfile } from "../courier-profile-type";
import { FileProblem } from "./file-problem";
import { hasType, keyType } from "../../core/known-keys";
import type { UserReader, UserRow } from "./user-row";

// Loaded with its parser when a file of its kind is read: other programs need not wait for it.
/* eslint-disable @typescript-eslint/no-require-imports */
const readers: Readonly<Record<string, () => UserReader>> = {
    ".csv": () => (require("./csv") as typeof import("./csv")).readCsv,
    ".json": () => (require("./json") as typeof import("./json")).readJson,
    ".jsonl": () => (require("./json-lines") as typeof import("./json-lines")).readJsonLines,
    ".ndjson": () => (require("./json-lines") as typeof import("./json-lines")).readJsonLines,
    ".yaml": () => (require("./yaml") as typeof import("./yaml")).readYaml,
    ".yml": () => (require("./yaml") as typeof import("./yaml")).readYaml,
};
/* eslint-enable @typescript-eslint/no-require-imports */

/**
 * Reads the profiles of a {@link ProfileSet} from a file in UTF-8. What kind it is, its ending says:
 *
 * - `.csv`: a header row with the column `userId` and a column for each key, then a row for each user. A dot
 *   leads into an object (`custom.team`). Cells are strings, but `true` or `false` in `email_verified` and
 *   `phone_number_verified`; an empty cell leaves its key out.
 * - `.json`: an object, `{"user-ada": {"email": "ada@example.com"}}`.
 * - `.jsonl`, `.ndjson`: one `{"userId": "user-ada", "profile": {"email": "ada@example.com"}}` a line.
 * - `.yaml`, `.yml`: the same object in YAML 1.2; ten times slower to read than the others.
 *
 * Keys that Courier knows must have the type that it gives them: a phone number in YAML needs quotes.
 *
 * @param file a path; a relative one starts at the working directory, in a program the project's
 * @returns each user's profile by user id
 * @throws pulumi.RunError, one line, that says what is wrong, and on which line (and in which column of a CSV
 * file); also for a user id that is there twice. It quotes no value of a profile.
 *
 * @example
 * ```ts
 * import { ProfileSet, profilesFromFile } from "pulumi-courier";
 *
 * new ProfileSet("fixtures", { profiles: profilesFromFile("users.csv") });
 * ```
 */
export function profilesFromFile(file: string): Record<string, CourierProfile> {
    try {
        const reader = readerOf(file);
        const text = readText(file);
        if (text.trim() === "") {
            throw new FileProblem(undefined, "is empty");
        }
        return collect(reader(text));
    } catch (error) {
        if (error instanceof FileProblem) {
            throw programError(withHelp(`profilesFromFile("${file}"): ${error.message}`, "files"));
        }
        throw error;
    }
}

function readerOf(file: string): UserReader {
    const ending = path.extname(file).toLowerCase();
    const reader = Object.hasOwn(readers, ending) ? readers[ending] : undefined;
    if (!reader) {
        throw new FileProblem(
            undefined,
            `the file's name must end in one of ${Object.keys(readers).join(", ")}`,
        );
    }
    return reader();
}

function readText(file: string): string {
    let bytes: Buffer;
    try {
        bytes = readFileSync(file);
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        throw new FileProblem(
            undefined,
            code === "ENOENT"
                ? `there is no such file; a relative path starts at ${process.cwd()}`
                : `cannot be read (${code})`,
        );
    }
    if (!isUtf8(bytes)) {
        throw new FileProblem(
            `line ${firstLineNotUtf8(bytes)}`,
            "is not UTF-8; save the file in that encoding",
        );
    }
    return bytes.toString("utf8").replace(/^\uFEFF/, "");
}

function firstLineNotUtf8(bytes: Buffer): number {
    let line = 1;
    for (let start = 0, end; (end = bytes.indexOf("\n", start)) !== -1; start = end + 1) {
        if (!isUtf8(bytes.subarray(start, end))) {
            break;
        }
        line++;
    }
    return line;
}

function collect(rows: Iterable<UserRow>): Record<string, CourierProfile> {
    const lines = new Map<string, number>();
    const profiles: Record<string, CourierProfile> = {};
    for (const row of rows) {
        const userId = checkUserId(row);
        const earlier = lines.get(userId);
        if (earlier !== undefined) {
            throw new FileProblem(
                `line ${row.line}`,
                `the user id ${JSON.stringify(userId)} is on line ${earlier} as well`,
            );
        }
        lines.set(userId, row.line);
        profiles[userId] = checkProfile(row);
    }
    return profiles;
}

function checkUserId({ line, userId }: UserRow): string {
    const reason = userIdProblem(userId) ?? keyProblem(userId as string);
    if (reason) {
        throw new FileProblem(`line ${line}`, `the user id ${reason}`);
    }
    return userId as string;
}

function checkProfile({ line, profile }: UserRow): CourierProfile {
    const problems: Problem[] = [];
    const copy = copyProfile(profile, "profile", problems);
    const [problem] = [...problems, ...(isObject(copy) ? typeProblems(copy as JsonObject) : [])];
    if (problem) {
        throw new FileProblem(`line ${line}`, `${problem.property} ${problem.reason}`);
    }
    return copy as CourierProfile;
}

function typeProblems(profile: JsonObject): Problem[] {
    return Object.entries(profile).flatMap(([key, value]) => {
        const type = keyType(key);
        return type === undefined || value === null || hasType(value, type)
            ? []
            : [
                  {
                      property: `profile.${key}`,
                      reason: `must be ${type}${typeof value === "number" ? "; put it in quotes" : ""}`,
                      topic: "files" as const,
                  },
              ];
    });
}
