import { diffValues, type Change, type DeclaredValue } from "./values/compare";
import type { Problem } from "./messages/problem";

/** How a resource treats what is on the server already. */
export interface ProfileOptions {
    readonly ifExists: "replace" | "fail";
    readonly undeclaredKeys: "remove" | "keep" | "fail";
    readonly onDelete: "empty" | "delete";
}

/** The values that each option takes, its default first. */
const optionValues = {
    ifExists: ["replace", "fail"],
    undeclaredKeys: ["remove", "keep", "fail"],
    onDelete: ["empty", "delete"],
} as const satisfies { [Name in keyof ProfileOptions]: readonly ProfileOptions[Name][] };

export const optionNames = Object.keys(optionValues) as (keyof ProfileOptions)[];

/** The options that inputs (or outputs, in a deletion) give, each missing one with its default. */
export function readOptions(props: Partial<Record<keyof ProfileOptions, unknown>>): ProfileOptions {
    return Object.fromEntries(
        optionNames.map((name) => [name, props[name] ?? optionValues[name][0]]),
    ) as unknown as ProfileOptions;
}

/** The options that differ, a missing one being its default. */
export function diffOptions(
    before: Partial<ProfileOptions>,
    after: Partial<Record<keyof ProfileOptions, unknown>>,
): Change[] {
    return optionNames.flatMap((name) =>
        diffValues(readOptions(before)[name], readOptions(after)[name] as DeclaredValue, [name]),
    );
}

/** The options other than their defaults: all that inputs and state need to hold. */
export function givenOptions(props: Partial<ProfileOptions>): Partial<ProfileOptions> {
    return Object.fromEntries(
        optionNames
            .filter((name) => (props[name] ?? optionValues[name][0]) !== optionValues[name][0])
            .map((name) => [name, props[name]]),
    );
}

export function optionProblems(
    props: Readonly<Record<string, unknown>>,
    isKnown: (value: unknown) => boolean,
): Problem[] {
    return optionNames
        .filter((name) => isKnown(props[name]) && !isOneOf(optionValues[name], props[name]))
        .map((name) => ({
            property: name,
            reason: `must be one of ${optionValues[name].map((value) => `"${value}"`).join(", ")}, not ${describe(props[name])}`,
        }));
}

function isOneOf(values: readonly string[], value: unknown): boolean {
    return value === undefined || value === null || values.includes(value as string);
}

function describe(value: unknown): string {
    return typeof value === "string" ? JSON.stringify(value) : `a value of type ${typeof value}`;
}
