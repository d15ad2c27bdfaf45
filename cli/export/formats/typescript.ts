import { mistypedKeys } from "../../../provider/core/keys/known-keys";
import { isObject, type JsonValue } from "../../../provider/core/values/json";
import { declareProfiles, type DeclaredProfile, type SecretReference } from "./declared-profiles";
import type { Format } from "./format";
import { camelCase, UniqueNames } from "./generated-names";
import { indent, printBlock, printLines, printLiteral, quote, type LiteralSyntax } from "./literals";
import { secretCommands } from "./secret-commands";

/** A program in TypeScript, for the provider that is installed from npm. */
export const typescript: Format = {
    refusal: () => undefined,
    print(profiles, { showSecrets }) {
        const variables = new UniqueNames(new Set(reserved));
        const { profiles: declared, secrets } = declareProfiles(profiles, { showSecrets });
        const declarations = declared.map((resource) => {
            const args = printLines(
                "{",
                [`userId: ${quote(resource.userId)}`, `profile: ${printProfile(resource)}`],
                "}",
                "",
            );
            const variable = variables.unique(camelCase(resource.userId));
            return `const ${variable} = new Profile(${quote(resource.name)}, ${args});\n`;
        });
        return [printHead(secrets), ...declarations].join("\n");
    },
};

/** Names that a program's variable cannot have, or that the printed program uses. */
const reserved = (
    "abstract any arguments as async await boolean break case catch class config const constructor continue " +
    "debugger declare default delete do else enum eval export exports extends false finally for from function " +
    "get if implements import in instanceof interface is let module namespace never new null number object of " +
    "package private protected public pulumi require return secrets set static string super switch symbol this throw " +
    "true try type typeof undefined unknown var void while with yield NaN Infinity Profile Object Promise"
).split(" ");

/** All secrets are read before the first resource: a forgotten one ends the program before anything is written. */
function printHead(secrets: readonly SecretReference[]): string {
    if (secrets.length === 0) {
        return 'import { Profile } from "pulumi-courier";\n';
    }
    const commands = secretCommands(
        secrets,
        ({ isText }) => !isText,
        "These want JSON, of the type that stands below:",
    );
    const fields = secrets.map((secret) => `${printKey(secret.key)}: ${printRead(secret)}`);
    return (
        'import * as pulumi from "@pulumi/pulumi";\n' +
        'import { Profile } from "pulumi-courier";\n\n' +
        commands.map((line) => `// ${line}\n`).join("") +
        "const config = new pulumi.Config();\n" +
        `const secrets = ${printLines("{", fields, "}", "")};\n`
    );
}

function printRead(secret: SecretReference): string {
    const key = quote(secret.key);
    return secret.isText
        ? `config.requireSecret(${key})`
        : `config.requireSecretObject<${typeOf(secret.value)}>(${key})`;
}

function printProfile({ profile, original }: DeclaredProfile): string {
    const entries = Object.entries(profile).map(([key, value]) => {
        const text = printLiteral(value, indent + indent, syntax);
        // Courier took another type than it documents, which the types of the program would not let pass.
        const typed = mistypedKeys({ [key]: original[key] }).length === 0 ? text : `${text} as never`;
        return `${printKey(key)}: ${typed}`;
    });
    return printBlock("{", entries, "}", indent, syntax.objectPadding);
}

const syntax: LiteralSyntax = {
    null: "null",
    true: "true",
    false: "false",
    objectPadding: " ",
    key: printKey,
    secret: ({ key }) => (isIdentifier(key) ? `secrets.${key}` : `secrets[${quote(key)}]`),
};

function printKey(key: string): string {
    return isIdentifier(key) ? key : quote(key);
}

function isIdentifier(key: string): boolean {
    return /^[A-Za-z_$][\w$]*$/.test(key);
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
