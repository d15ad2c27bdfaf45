import { parseExactJson, toJavaScript } from "./exact-json";
import { isObject, type JsonObject } from "./json";
import type { Path } from "./key-path";
import { unknown } from "./unknown";

/** A profile of a set as it is given: an object, or its JSON text where the user gives that. */
export type GivenProfile = JsonObject | string;

/**
 * A set's profiles by their values, whatever their form. A text that is no profile's stays as it is, as does what is
 * not known yet.
 */
export function profileValue(given: unknown): unknown {
    return typeof given === "string" ? (parseProfileText(given).profile ?? given) : given;
}

/** What is wrong with a text: where in it, and why, as a sentence without its subject. */
export interface TextProblem {
    readonly path: Path;
    readonly reason: string;
}

/** What a text declares, or what is wrong with it. */
export function parseProfileText(
    text: string,
):
    | { readonly profile: JsonObject; readonly problem?: undefined }
    | { readonly profile?: undefined; readonly problem: TextProblem } {
    let problem: TextProblem | undefined;
    try {
        const value = parseExactJson(text, (path) => {
            problem ??= { path, reason: "is there twice in one object" };
        });
        const profile = toJavaScript(value, (path) => {
            problem ??= {
                path,
                reason: "is a number that JavaScript cannot hold exactly; give it as a text",
            };
        });
        if (!isObject(profile)) {
            problem = { path: [], reason: "is a JSON text of something else than an object of profile keys" };
            return { problem };
        }
        return problem === undefined ? { profile } : { problem };
    } catch {
        // The parser's own message would quote the text.
        const reason = "is a text that is no JSON; give the profile as an object, or as its JSON text";
        return { problem: { path: [], reason } };
    }
}

/** The profile in the form that `like` has. */
export function inFormOf(like: unknown, profile: JsonObject): GivenProfile {
    return typeof like === "string" ? JSON.stringify(profile) : profile;
}

/** Whether one is an object and the other a text. What is not known yet has either form. */
export function differsInForm(before: unknown, after: unknown): boolean {
    return before !== unknown && after !== unknown && typeof before !== typeof after;
}
