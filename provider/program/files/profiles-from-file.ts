import nodePath from "node:path";
import { mistypedKeys } from "../../core/keys/known-keys";
import { withHelp } from "../../core/messages/help-links";
import { problemSentence, type Problem } from "../../core/messages/problem";
import { userIdProblem } from "../../core/user-ids/user-id-rules";
import { copyProfile, keyProblem } from "../../core/values/copy-json";
import { isObject, type JsonObject, mapValues } from "../../core/values/json";
import { formatPath } from "../../core/values/key-path";
import type { CourierProfile } from "../types/courier-profile-type";
import { warnOfKeysInFile } from "../checks/key-warnings";
import { programError } from "../program-error";
import { FileProblem } from "./file-problem";
import { readFileText } from "./file-text";
import { rememberSecrets } from "../checks/plain-secrets-warning";
import type { UserReader, UserRow } from "./user-row";

// Loaded with its parser when a file of its kind is read: other programs need not wait for it.
/* eslint-disable @typescript-eslint/no-require-imports */
const readers: Readonly<Record<string, () => UserReader>> = {
    ".csv": () => (require("./csv/csv-file") as typeof import("./csv/csv-file")).readCsv,
    ".json": () => (require("./json-file") as typeof import("./json-file")).readJson,
    ".jsonl": () => (require("./json-lines-file") as typeof import("./json-lines-file")).readJsonLines,
    ".ndjson": () => (require("./json-lines-file") as typeof import("./json-lines-file")).readJsonLines,
    ".yaml": () => (require("./yaml-file") as typeof import("./yaml-file")).readYaml,
    ".yml": () => (require("./yaml-file") as typeof import("./yaml-file")).readYaml,
};
/* eslint-enable @typescript-eslint/no-require-imports */

/** What {@link profilesFromFile} gives. */
export interface ProfilesFromFileOptions {
    /**
     * `"object"`: each profile as an object, which a program can change, and which policies, transforms and
     * `ignoreChanges` see key by key. `"text"`: each as its JSON text, which Pulumi carries in less time and memory; made
     * for sets of ten thousand users.
     *
     * @default "object"
     */
    as?: "object" | "text" | undefined;
}

/**
 * Reads the profiles of a {@link ProfileSet} from a file in UTF-8. What kind it is, its ending says:
 *
 * - `.csv`: a header row with the column `userId` and a column for each key, then a row for each user. A dot leads into
 *   an object (`custom.team`), and with a number into a list (`expo.tokens.0`, `expo.tokens.1`). Commas, semicolons,
 *   tabs or vertical bars separate the cells. Each cell is a text, `7` and `TRUE` too, but for `email_verified` and
 *   `phone_number_verified`, which take `true` and `false`; an empty one leaves its key out. For other numbers, true and
 *   false take one of the formats below.
 * - `.json`: an object, `{"user-ada": {"email": "ada@example.com"}}`.
 * - `.jsonl`, `.ndjson`: one `{"userId": "user-ada", "profile": {"email": "ada@example.com"}}` a line.
 * - `.yaml`, `.yml`: the same object in YAML 1.2; ten times slower to read than the others.
 *
 * Keys that Courier knows must have the type that it gives them, and what a number would lose must be a text: a phone
 * number or a postal code in YAML needs quotes. Line ends do not matter: a line break in a value is `\n` on every system.
 *
 * @param file a path; a relative one starts at the working directory, in a program the project's
 * @param options
 * @returns each user's profile by user id. Where it has tokens or passwords, mark it as secret:
 * `pulumi.secret(profilesFromFile("users.csv"))`.
 * @throws pulumi.RunError, one line, that says what is wrong, and on which line (and in which column of a CSV
 * file); also for a user id that is there twice. It quotes no value.
 *
 * @example
 * ```ts
 * import { ProfileSet, profilesFromFile } from "pulumi-courier";
 *
 * new ProfileSet("fixtures", { profiles: profilesFromFile("users.csv") });
 * ```
 */
export function profilesFromFile(
    file: string,
    options?: ProfilesFromFileOptions & { as?: "object" | undefined },
): Record<string, CourierProfile>;
export function profilesFromFile(
    file: string,
    options: ProfilesFromFileOptions & { as: "text" },
): Record<string, string>;
export function profilesFromFile(
    file: string,
    options?: ProfilesFromFileOptions,
): Record<string, CourierProfile | string>;
export function profilesFromFile(
    file: string,
    { as = "object" }: ProfilesFromFileOptions = {},
): Record<string, CourierProfile | string> {
    const call = `profilesFromFile(${JSON.stringify(file)})`;
    try {
        if (!["object", "text"].includes(as)) {
            throw new FileProblem(undefined, 'takes "object" or "text" as its option "as"');
        }
        const profiles = collect(readerOf(file)(readText(file)));
        const result = as === "text" ? mapValues(profiles, (profile) => JSON.stringify(profile)) : profiles;
        warnOfKeysInFile(call, Object.values(profiles));
        rememberSecrets(call, profiles, result);
        return result;
    } catch (error) {
        throw readable(error, call);
    }
}

function readable(error: unknown, call: string): unknown {
    const isTooDeep = error instanceof RangeError && error.message.includes("call stack");
    const problem = isTooDeep ? new FileProblem(undefined, "is nested too deeply") : error;
    return problem instanceof FileProblem
        ? programError(withHelp(`${call}: ${problem.message}`, "files"))
        : problem;
}

function readerOf(file: unknown): UserReader {
    if (typeof file !== "string") {
        throw new FileProblem(undefined, "takes the path of a file, as a text");
    }
    const ending = nodePath.extname(file).toLowerCase();
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
    const text = readFileText(file);
    if (text.trim() === "") {
        throw new FileProblem(undefined, "is empty; a JSON file with {} says that there is no user");
    }
    return text;
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
                `the user id is on line ${earlier} as well; remove one of the two`,
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
    const [problem] = problems;
    const reason = problem ? problemSentence(problem) : typeProblem(copy as JsonObject);
    if (reason !== undefined) {
        throw new FileProblem(`line ${line}`, reason);
    }
    return copy as CourierProfile;
}

function typeProblem(profile: JsonObject): string | undefined {
    const [mistyped] = mistypedKeys(profile);
    if (!mistyped) {
        return undefined;
    }
    const { path, type, value } = mistyped;
    const cure =
        typeof value === "number"
            ? "; put it in quotes"
            : path[0] === "profile" && isObject(value)
              ? '; write the keys of the profile without "profile" around them'
              : "";
    return `${formatPath(["profile", ...path])} must be ${type}${cure}`;
}
