import { inputProblem, type Problem } from "./messages/problem";
import { compare, type Change, type DeclaredValue } from "./values/compare";

/** How a resource treats what is on the server already, and what becomes of it. */
export interface ProfileOptions {
    readonly ifExists: "replace" | "fail";
    readonly undeclaredKeys: "remove" | "keep" | "fail";
    readonly onDelete: "empty" | "delete" | "retain" | "fail";
}

/** The values that each option takes, its default first. */
export const optionValues: {
    readonly [Name in keyof ProfileOptions]: readonly [ProfileOptions[Name], ...ProfileOptions[Name][]];
} = {
    ifExists: ["replace", "fail"],
    undeclaredKeys: ["remove", "keep", "fail"],
    onDelete: ["empty", "delete", "retain", "fail"],
};

export const optionNames = [
    "ifExists",
    "undeclaredKeys",
    "onDelete",
] as const satisfies (keyof ProfileOptions)[];

type GivenOptions = Partial<Record<keyof ProfileOptions, unknown>>;

/** The options that inputs (or outputs, in a deletion) give, each missing one with its default. */
export function readOptions(props: GivenOptions): ProfileOptions {
    return {
        ifExists: read("ifExists", props),
        undeclaredKeys: read("undeclaredKeys", props),
        onDelete: read("onDelete", props),
    };
}

function read<Name extends keyof ProfileOptions>(name: Name, props: GivenOptions): ProfileOptions[Name] {
    return optionValues[name].find((value) => value === props[name]) ?? defaultOf(name);
}

function defaultOf<Name extends keyof ProfileOptions>(name: Name): ProfileOptions[Name] {
    return optionValues[name][0];
}

/** The options that differ, a missing one being its default. */
export function compareOptions(before: GivenOptions, after: GivenOptions): Change[] {
    return optionNames.flatMap((name) =>
        compare(
            (before[name] ?? defaultOf(name)) as DeclaredValue,
            (after[name] ?? defaultOf(name)) as DeclaredValue,
            [name],
        ),
    );
}

/** The options other than their defaults: all that inputs and state need to hold. */
export function givenOptions(options: ProfileOptions): Partial<ProfileOptions> {
    return Object.fromEntries(
        optionNames.filter((name) => options[name] !== defaultOf(name)).map((name) => [name, options[name]]),
    );
}

export function optionProblems(
    props: Readonly<Record<string, unknown>>,
    isKnown: (value: unknown) => boolean,
): Problem[] {
    return optionNames
        .filter((name) => isKnown(props[name]) && !isOneOf(optionValues[name], props[name]))
        .map((name) =>
            inputProblem(
                name,
                `must be one of ${optionValues[name].map((value) => `"${value}"`).join(", ")}, not ${describe(props[name])}`,
            ),
        );
}

function isOneOf(values: readonly string[], value: unknown): boolean {
    return value === undefined || value === null || values.includes(value as string);
}

function describe(value: unknown): string {
    return typeof value === "string" ? JSON.stringify(value) : `a value of type ${typeof value}`;
}
