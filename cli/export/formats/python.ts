import { declareProfiles, type SecretReference } from "./declared-profiles";
import type { Format } from "./format";
import { snakeCase, UniqueNames } from "./generated-names";
import { indent, printLines, printLiteral, quote, type LiteralSyntax } from "./literals";
import { secretCommands } from "./secret-commands";

/** A program in Python, for the native provider. */
export const python: Format = {
    refusal: () => undefined,
    print(profiles, { showSecrets }) {
        const variables = new UniqueNames(new Set(reserved));
        const { profiles: declared, secrets } = declareProfiles(profiles, { showSecrets });
        const declarations = declared.map(({ userId, name, profile }) => {
            const args = printLines(
                "(",
                [quote(name), `user_id=${quote(userId)}`, `profile=${printLiteral(profile, indent, syntax)}`],
                ")",
                "",
            );
            return `${variables.unique(snakeCase(userId), "_")} = courier.Profile${args}\n`;
        });
        return [printHead(secrets), ...declarations].join("\n");
    },
};

/** Names that a program's variable cannot have, or that the printed program uses. */
const reserved = (
    "False None True and as assert async await break class continue def del elif else except finally for from global if " +
    "import in is lambda nonlocal not or pass raise return try while with yield config courier pulumi secrets"
).split(" ");

/** All secrets are read before the first resource: a forgotten one ends the program before anything is written. */
function printHead(secrets: readonly SecretReference[]): string {
    if (secrets.length === 0) {
        return "import pulumi_courier as courier\n";
    }
    const commands = secretCommands(secrets, ({ isText }) => !isText, "These want JSON:");
    const items = secrets.map((secret) => {
        const read = secret.isText ? "require_secret" : "require_secret_object";
        return `${quote(secret.key)}: config.${read}(${quote(secret.key)})`;
    });
    return (
        "import pulumi\n" +
        "import pulumi_courier as courier\n\n" +
        commands.map((line) => `# ${line}\n`).join("") +
        "config = pulumi.Config()\n" +
        `secrets = ${printLines("{", items, "}", "")}\n`
    );
}

const syntax: LiteralSyntax = {
    null: "None",
    true: "True",
    false: "False",
    objectPadding: "",
    key: quote,
    secret: ({ key }) => `secrets[${quote(key)}]`,
};
