import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { stringify } from "yaml";
import { profilesFromFile } from "../../../../provider";
import { sampled } from "../../core/support/arbitraries";

/** Values that no message of ours has by chance: every other letter is one that no word has. */
const value = fc
    .array(fc.constantFrom("ζ", "ж", "ש", "ㄅ", "あ", "𝒳"), { minLength: 4, maxLength: 12 })
    .map((letters) => letters.map((letter, index) => `${letter}${index % 2 ? "q" : "7"}`).join(""));

const key = fc.constantFrom(
    "email",
    "phone_number",
    "email_verified",
    "custom",
    "address",
    "expo",
    "team",
    "tags",
);
const badly = fc.constantFrom(
    "",
    '"',
    "'",
    ":",
    ": ",
    "*",
    "&",
    "!",
    "{",
    "[",
    "\n",
    "\r",
    "\t",
    ",",
    ";",
    "%",
    "\u00a0",
    "- ",
);

/** A value with something in it that a format may stumble over. */
const awkward = fc.tuple(badly, value, badly, value).map((parts) => parts.join(""));
const users = fc.array(fc.tuple(awkward, fc.array(fc.tuple(key, awkward), { minLength: 1, maxLength: 4 })), {
    minLength: 1,
    maxLength: 4,
});

const header = fc.constantFrom(
    "",
    "userId",
    "user_id",
    "userId,email",
    "userId;email",
    'userId,"email',
    "sep=;",
    "userId,expo.tokens[]",
);

type Users = readonly (readonly [string, readonly (readonly [string, string])[]])[];

const formats: Readonly<Record<string, (users: Users, header: string) => string>> = {
    "a CSV file": (all, head) =>
        [head, ...all.map(([id, keys]) => [id, ...keys.map(([, cell]) => cell)].join(","))].join("\n"),
    "a CSV file of one column too few": (all) =>
        ["userId,email", ...all.map(([id, keys]) => `"${id}","${keys[0]?.[1] ?? ""}"`)].join("\n"),
    "a JSON file": (all) =>
        `{${all.map(([id, keys]) => `${JSON.stringify(id)}: {${keys.map(([name, text]) => `"${name}": "${text}"`).join()}}`).join()}}`,
    "a JSON file of rows": (all) =>
        JSON.stringify(all.map(([user_id, keys]) => ({ user_id, profile: Object.fromEntries(keys) }))),
    "a JSON file of mistyped values": (all) =>
        JSON.stringify(
            Object.fromEntries(
                all.map(([id, keys]) => [id, Object.fromEntries(keys.map(([name, text]) => [name, [text]]))]),
            ),
        ),
    "a JSON Lines file": (all) =>
        all.map(([id, keys]) => JSON.stringify({ user_id: id, ...Object.fromEntries(keys) })).join("\n"),
    "a JSON Lines file of broken lines": (all) =>
        all.map(([id, keys]) => `{"userId": ${id}, "profile": {"email": "${keys[0]?.[1] ?? ""}}}`).join("\n"),
    "a YAML file": (all) =>
        all
            .map(([id, keys]) => `"${id}":\n${keys.map(([name, text]) => `  ${name}: ${text}\n`).join("")}`)
            .join(""),
    "a YAML file of user ids without quotes": (all) => all.map(([id]) => `${id}: {}\n`).join(""),
    "a YAML file of mistyped values": (all) =>
        stringify(
            Object.fromEntries(
                all.map(([id, keys]) => [id, Object.fromEntries(keys.map(([name, text]) => [name, [text]]))]),
            ),
        ),
};

describe("A message about a file", () => {
    let folder: string;
    before(() => {
        folder = mkdtempSync(path.join(os.tmpdir(), "no-values-in-messages-"));
    });
    after(() => {
        rmSync(folder, { recursive: true });
    });

    for (const [what, write] of Object.entries(formats)) {
        const ending = /JSON Lines/.test(what)
            ? "jsonl"
            : /JSON/.test(what)
              ? "json"
              : /YAML/.test(what)
                ? "yaml"
                : "csv";
        it(`has no value of it, whatever is wrong: ${what}`, () => {
            const file = path.join(folder, `users.${ending}`);
            let refused = 0;
            fc.assert(
                fc.property(users, header, (all, head) => {
                    writeFileSync(file, write(all, head));
                    const message = refusalOf(file);
                    refused += message === "" ? 0 : 1;
                    expect(message).not.to.match(/[ζжשㄅあ]|𝒳/u);
                    expect(message).not.to.contain("\n");
                }),
                sampled(300),
            );
            expect(refused).to.be.above(20);
        }).timeout(60_000);
    }
});

/** Why the file is refused; empty where it is not. */
function refusalOf(file: string): string {
    try {
        profilesFromFile(file);
        return "";
    } catch (error) {
        return (error as Error).message;
    }
}
