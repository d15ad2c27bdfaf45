import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";

/** A key with characters that encodings, shells and regular expressions mind. */
export const SECRET_KEY = "pk_test_!a+b/c=%$&-secret";

/** What would give the key away: as it is, and as JSON, URLs, HTML forms, base64 and hexadecimal digits carry it. */
function formsOf(key: string): string[] {
    const json = JSON.stringify(key).slice(1, -1);
    const goJson = json.replace(/[&<>]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);
    return [
        key,
        json,
        goJson,
        encodeURIComponent(key),
        encodeURI(key),
        new URLSearchParams({ key }).toString().slice("key=".length),
        Buffer.from(key).toString("hex"),
        ...base64Forms(key),
    ];
}

/** The base64 of the key after no, one and two other bytes, without the characters that the neighbours decide. */
function base64Forms(key: string): string[] {
    return [0, 1, 2].flatMap((before) => {
        const text = Buffer.concat([Buffer.alloc(before), Buffer.from(key)]).toString("base64");
        const inner = text.slice(before === 0 ? 0 : before + 1, -4);
        return [inner, inner.replaceAll("+", "-").replaceAll("/", "_")];
    });
}

/** Where the texts, by their names, have one of the secrets in any form: the line with it, shortened. */
function findSecrets(
    texts: Readonly<Record<string, string>>,
    secrets: readonly string[] = [SECRET_KEY],
): string[] {
    const forms = [...new Set(secrets.flatMap(formsOf))].map((form) => form.toLowerCase());
    return Object.entries(texts).flatMap(([name, text]) =>
        text
            .split("\n")
            .filter((line) => forms.some((form) => line.toLowerCase().includes(form)))
            .map((line) => `${name}: ${around(line, forms)}`),
    );
}

function around(line: string, forms: readonly string[]): string {
    const places = forms.map((form) => line.toLowerCase().indexOf(form)).filter((place) => place >= 0);
    const start = Math.max(0, Math.min(...places) - 100);
    return line.slice(start, start + 240);
}

/** Every file below a folder as text, by its path there: state with its history and backups, event logs, journals. */
export async function filesBelow(folder: string): Promise<Record<string, string>> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const texts: Record<string, string> = {};
    for (const entry of entries) {
        if (!entry.isFile()) continue;
        const file = path.join(entry.parentPath, entry.name);
        texts[path.relative(folder, file)] = await readFile(file, "latin1");
    }
    return texts;
}

export function expectNoSecrets(
    texts: Readonly<Record<string, string>>,
    secrets: readonly string[] = [SECRET_KEY],
): void {
    expect(findSecrets(texts, secrets)).to.deep.equal([]);
}
