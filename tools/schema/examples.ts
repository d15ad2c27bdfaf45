import { readFile } from "node:fs/promises";
import path from "node:path";

/** The languages of Pulumi as its documentation names them, each with the ending of its files. */
const languages = {
    typescript: "ts",
    python: "py",
    go: "go",
    csharp: "cs",
    java: "java",
    yaml: "yaml",
} as const;

export type Language = keyof typeof languages;

export const exampleNames = ["profile", "profile-set", "get-profile"] as const;

const folder = path.resolve(__dirname, "examples");

export function exampleFile(name: string, language: Language): string {
    return path.join(folder, `${name}.${languages[language]}`);
}

/** An example in every language, as Pulumi's documentation takes it from a schema. */
export async function examples(name: string): Promise<string> {
    const blocks = await Promise.all(
        (Object.keys(languages) as Language[]).map(
            async (language) =>
                `\`\`\`${language}\n${(await readFile(exampleFile(name, language), "utf8")).trimEnd()}\n\`\`\``,
        ),
    );
    return ["{{% examples %}}", "{{% example %}}", ...blocks, "{{% /example %}}", "{{% /examples %}}"].join(
        "\n",
    );
}
