import { Document, isMap, isScalar, visit } from "yaml";
import { formatPath } from "../../../provider/core/values/key-path";
import { isObject, type JsonValue } from "../../../provider/core/values/json";
import { declareProfiles, SecretReference, type DeclaredValue } from "./declared-profiles";
import type { Format } from "./format";
import { UniqueNames } from "./generated-names";
import { escapeHidden } from "./literals";
import { secretCommands } from "./secret-commands";

/** A program in Pulumi YAML, for the native provider. */
export const yaml: Format = {
    refusal(_userId, profile) {
        const path = pathOfFunction(profile, []);
        return path === undefined
            ? undefined
            : `${formatPath(["profile", ...path])} has a name that Pulumi YAML takes for a function; export this user as TypeScript or Python`;
    },
    print(profiles, { showSecrets }) {
        // In YAML the resources and the configuration share their names; "pulumi" is taken.
        const { profiles: declared, secrets } = declareProfiles(profiles, {
            showSecrets,
            sharedNames: new UniqueNames(new Set(["pulumi"])),
            // No type of Pulumi YAML's configuration has lists of different values, or of lists.
            secretsOfTexts: true,
        });
        const resources = declared.map(({ userId, name, profile }) => {
            const properties = { userId: escapeText(userId), profile: express(profile) };
            return [name, { type: "courier:Profile", properties }] as const;
        });
        const config = secrets.map(
            ({ key, value }) => [key, { type: configType(value), secret: true }] as const,
        );
        return printDocument(
            [
                "Main.yaml, beside a Pulumi.yaml that has `runtime: yaml` and names the plugin of pulumi-courier.",
                ...(secrets.length === 0 ? [] : secretCommands(secrets, needsQuotes, aboutQuotes)),
            ],
            {
                ...(secrets.length === 0 ? {} : { config: new Map(config) }),
                resources: new Map(resources),
            },
        );
    },
};

const aboutQuotes =
    'These in double quotes, as "…": Pulumi YAML takes them for a number or other JSON without.';

/**
 * Whether the text may be what Pulumi YAML takes for JSON, a number or a truth value, whatever type the program
 * declares for a value of the configuration. JSON's own quotes never do harm.
 */
function needsQuotes({ value }: SecretReference): boolean {
    return (
        typeof value === "string" &&
        (/^\s*[-+.\d"[{]/.test(value) || /^\s*(t|f|true|false|null|inf|infinity|nan)\s*$/i.test(value))
    );
}

function configType(value: JsonValue): string {
    return typeof value === "string" ? "string" : Number.isInteger(value) ? "integer" : "number";
}

/** The value as an expression, in which `${…}` is a reference. */
function express(value: DeclaredValue): JsonValue {
    if (value instanceof SecretReference) {
        return `\${${value.key}}`;
    }
    if (typeof value === "string") {
        return escapeText(value);
    }
    if (Array.isArray(value)) {
        return value.map(express);
    }
    return typeof value === "object" && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, item]) => [escapeText(key), express(item)]))
        : value;
}

function escapeText(text: string): string {
    return text.replace(/\$(?=[${])/g, "$$$$");
}

function pathOfFunction(
    value: JsonValue | undefined,
    path: readonly string[],
): readonly string[] | undefined {
    if (typeof value !== "object" || value === null) {
        return undefined;
    }
    for (const [key, item] of Object.entries(value)) {
        const inner = [...path, key];
        const found = isObject(value) && /^fn::/i.test(key) ? inner : pathOfFunction(item, inner);
        if (found) {
            return found;
        }
    }
    return undefined;
}

/** Texts that no YAML takes for anything else; the library knows of words as `yes` and of what ends such a text. */
const plain = /^([A-Za-z][\w .@:/+-]*|\$\{\w+\})$/;

function printDocument(
    comment: readonly string[],
    content: Readonly<Record<string, ReadonlyMap<string, object>>>,
): string {
    const document = new Document(content, { compat: "yaml-1.1", aliasDuplicateObjects: false });
    document.commentBefore = comment.map((line) => ` ${line}`).join("\n");
    visit(document, {
        Scalar(_key, node) {
            if (typeof node.value === "string" && !plain.test(node.value)) {
                node.type = "QUOTE_DOUBLE";
            }
        },
    });
    const resources = document.get("resources");
    if (isMap(resources)) {
        resources.items.forEach(({ key }, index) => {
            if (isScalar(key)) {
                key.spaceBefore = index > 0;
            }
        });
    }
    return escapeHidden(document.toString({ lineWidth: 0, doubleQuotedAsJSON: true }));
}
