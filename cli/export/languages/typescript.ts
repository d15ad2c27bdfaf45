import { isObject, type JsonObject, type JsonValue } from "../../../provider/core/values/json";
import { isTypedAsKnown } from "./typescript-types";
import { Names } from "./generated-names";
import { isSecret } from "../secrets";

/** So long a line may be, without the key before it. */
const width = 80;
const indent = "    ";

/** The program that declares these profiles; empty for none. */
export function toTypeScript(
    profiles: ReadonlyMap<string, JsonObject>,
    { showSecrets }: { readonly showSecrets: boolean },
): string {
    if (profiles.size === 0) {
        return "";
    }
    const variables = new Names();
    const resources = new Names();
    const secretNames = new Names();
    const secrets: string[] = [];

    function secretAt(userId: string, path: readonly string[], value: JsonValue | undefined): string {
        const name = secretNames.identifier(userId, ...path);
        secrets.push(name);
        return typeof value === "string"
            ? `config.requireSecret(${quote(name)})`
            : `config.requireSecretObject<${typeOf(value)}>(${quote(name)})`;
    }

    const declarations = Array.from(profiles, ([userId, profile]) => {
        const replace: Replace = (path, value) =>
            !showSecrets && isSecret(path, value) ? secretAt(userId, path, value) : undefined;
        const args = printObject(
            [
                ["userId", quote(userId)],
                ["profile", printProfile(profile, replace)],
            ],
            "",
            true,
        );
        return `const ${variables.identifier(userId)} = new Profile(${quote(resources.resource(userId))}, ${args});\n`;
    });

    const head =
        secrets.length === 0
            ? 'import { Profile } from "pulumi-courier";\n'
            : 'import * as pulumi from "@pulumi/pulumi";\n' +
              'import { Profile } from "pulumi-courier";\n\n' +
              "// Before the first `pulumi up`, set the secrets; each command asks for its value:\n" +
              secrets.map((name) => `// pulumi config set --secret ${name}\n`).join("") +
              "const config = new pulumi.Config();\n";
    return [head, ...declarations].join("\n");
}

/** What to print in place of a value, if anything. */
type Replace = (path: readonly string[], value: JsonValue | undefined) => string | undefined;

function printProfile(profile: JsonObject, replace: Replace): string {
    const entries = Object.entries(profile).map(([key, value]) => {
        const text = printValue(value, [key], indent + indent, replace);
        // Courier took another type than it documents, which the types of the program would not let pass.
        return [key, isTypedAsKnown(key, value) ? text : `${text} as never`] as const;
    });
    return printObject(entries, indent);
}

function printValue(
    value: JsonValue | undefined,
    path: readonly string[],
    at: string,
    replace: Replace,
): string {
    const replaced = replace(path, value);
    if (replaced !== undefined) {
        return replaced;
    }
    if (Array.isArray(value)) {
        const items = value.map((item, index) =>
            printValue(item, [...path, String(index)], at + indent, replace),
        );
        return printBlock("[", items, "]", at);
    }
    if (isObject(value)) {
        const entries = Object.entries(value).map(
            ([key, item]) => [key, printValue(item, [...path, key], at + indent, replace)] as const,
        );
        return printObject(entries, at);
    }
    return typeof value === "string" ? quote(value) : JSON.stringify(value);
}

function printObject(
    entries: readonly (readonly [key: string, value: string])[],
    at: string,
    isOpen = false,
): string {
    const items = entries.map(([key, value]) => `${printKey(key)}: ${value}`);
    return printBlock("{", items, "}", at, isOpen);
}

/** On one line where it fits, else an item a line. */
function printBlock(
    open: string,
    items: readonly string[],
    close: string,
    at: string,
    isOpen = false,
): string {
    if (items.length === 0) {
        return open + close;
    }
    const space = open === "{" ? " " : "";
    const line = open + space + items.join(", ") + space + close;
    if (!isOpen && !line.includes("\n") && at.length + line.length <= width) {
        return line;
    }
    return `${open}\n${items.map((item) => `${at}${indent}${item},\n`).join("")}${at}${close}`;
}

function printKey(key: string): string {
    return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key);
}

/** A value's type, for a secret that is no plain text: it tells the shape, and nothing of what is in it. */
function typeOf(value: JsonValue | undefined): string {
    if (Array.isArray(value)) {
        const types = [...new Set(value.map(typeOf))];
        return types.length === 1 ? `${types.join("")}[]` : `(${types.join(" | ") || "never"})[]`;
    }
    if (isObject(value)) {
        const fields = Object.entries(value).map(([key, item]) => `${printKey(key)}: ${typeOf(item)}`);
        return fields.length === 0 ? "Record<string, never>" : `{ ${fields.join("; ")} }`;
    }
    return value === null ? "null" : typeof value;
}

/** A string literal, without characters that hide or reorder what a terminal shows. */
function quote(text: string): string {
    return JSON.stringify(text).replace(
        /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
        (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
}
