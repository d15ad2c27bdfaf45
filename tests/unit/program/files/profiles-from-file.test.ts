import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import os from "node:os";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import fc from "fast-check";
import { profilesFromFile } from "../../../../provider";
import { keyProblem } from "../../../../provider/core/values/copy-json";
import { knownKeyType } from "../../../../provider/core/keys/known-keys";
import { withHelp } from "../../../../provider/core/messages/help-links";
import { sampled } from "../../core/support/arbitraries";

describe("profilesFromFile", () => {
    let folder: string;
    before(() => {
        folder = mkdtempSync(path.join(os.tmpdir(), "profiles-from-file-"));
    });
    after(() => {
        rmSync(folder, { recursive: true });
    });

    function write(name: string, content: string | Buffer): string {
        const file = path.join(folder, name);
        writeFileSync(file, content);
        return file;
    }

    function read(name: string, content: string | Buffer): Record<string, unknown> {
        return profilesFromFile(write(name, content));
    }

    /** The message between the file's name and the reference; fails where it is not one line. */
    function refusalOfFile(file: string): string {
        try {
            profilesFromFile(file);
        } catch (error) {
            expect(pulumi.RunError.isInstance(error), String((error as Error).stack)).to.equal(true);
            const { message } = error as Error;
            const prefix = `profilesFromFile("${file}"): `;
            expect(message.slice(0, prefix.length)).to.equal(prefix);
            expect(message).not.to.match(/\n|undefined/);
            const reference = withHelp("", "files");
            expect(message.slice(-reference.length)).to.equal(reference);
            return message.slice(prefix.length, -reference.length);
        }
        throw new Error("the file was accepted");
    }

    function refusal(name: string, content: string | Buffer): string {
        return refusalOfFile(write(name, content));
    }

    const users = {
        ada: {
            email: "ada@example.com",
            email_verified: true,
            custom: { team: "core", plan: { tier: "1" } },
        },
        "user, lin": { name: 'Lin "L"\nLi', phone_number: "+15551234567" },
    };

    describe("reads the same users from", () => {
        for (const [name, text] of Object.entries({
            "users.csv": `userId,email,email_verified,custom.team,custom.plan.tier,name,phone_number
ada,ada@example.com,true,core,1,,
"user, lin",,,,,"Lin ""L""
Li",+15551234567
`,
            "users.json": JSON.stringify(users, undefined, 2),
            "users.jsonl": Object.entries(users)
                .map(([userId, profile]) => JSON.stringify({ userId, profile }))
                .join("\n\n"),
            "users.NDJSON": Object.entries(users)
                .map(([userId, profile]) => `${JSON.stringify({ profile, userId })}\r\n`)
                .join(""),
            "users.yaml": `# fixtures
ada:
    email: ada@example.com
    email_verified: true
    custom: { team: core, plan: { tier: "1" } }
"user, lin":
    name: "Lin \\"L\\"\\nLi"
    phone_number: "+15551234567"
`,
            "users.yml": JSON.stringify(users),
        })) {
            it(name, () => {
                expect(read(name, text)).to.deep.equal(users);
                expect(read(name, `\uFEFF${text}`), "with a byte order mark").to.deep.equal(users);
            });
        }
    });

    describe("of any file", () => {
        it("refuses one that is not there, and says where a relative path starts", () => {
            expect(refusalOfFile("no-such.csv")).to.equal(
                `there is no such file; a relative path starts at ${process.cwd()}`,
            );
        });

        it("refuses a folder", () => {
            expect(refusalOfFile(mkdtempSync(path.join(folder, "x.csv"))).length).to.be.greaterThan(0);
        });

        it("refuses an ending that it does not know", () => {
            for (const name of ["users.xlsx", "users", "csv", ".csv", "users.constructor"]) {
                expect(refusal(name, "userId\nada\n")).to.equal(
                    "the file's name must end in one of .csv, .json, .jsonl, .ndjson, .yaml, .yml",
                );
            }
        });

        it("refuses an empty one", () => {
            for (const name of ["x.csv", "x.json", "x.jsonl", "x.yaml"]) {
                const reason = "is empty; a JSON file with {} says that there is no user";
                expect(refusal(name, "")).to.equal(reason);
                expect(refusal(name, "\uFEFF\r\n \n")).to.equal(reason);
            }
        });

        it("refuses one that is not UTF-8, naming the line", () => {
            for (const lineEnd of ["\n", "\r\n", "\r"]) {
                const latin1 = Buffer.from(["userId,name", "ada,Ada", "eve,Ève"].join(lineEnd), "latin1");
                expect(refusal("x.csv", latin1)).to.equal(
                    "line 3: is not UTF-8; save the file in that encoding",
                );
            }
        });

        it("refuses what is nested deeper than can be read", () => {
            const lists = "[".repeat(20_000) + "]".repeat(20_000);
            expect(refusal("x.json", `{"ada": {"custom": {"a": ${lists}}}}`)).to.equal(
                "is nested too deeply",
            );
            expect(refusal("x.yaml", `ada: {custom: {a: ${lists}}}`)).to.equal(
                "line 1: is nested too deeply",
            );
        });

        it("refuses a path that is no text, and an option that it does not have", () => {
            const call = profilesFromFile as (file: unknown, options?: object) => unknown;
            expect(() => call(undefined)).to.throw(
                /^profilesFromFile\(undefined\): takes the path of a file/,
            );
            expect(() => call(write("x.json", "{}"), { as: "texts" })).to.throw(/takes "object" or "text"/);
        });

        it("gives each profile as its JSON text where asked", () => {
            const file = write(
                "x.jsonl",
                '{"userId": "ada", "profile": {"custom": {"n": 1.50, "toString": null}}}',
            );
            const texts: Record<string, string> = profilesFromFile(file, { as: "text" });
            expect(texts).to.deep.equal({ ada: '{"custom":{"n":1.5,"toString":null}}' });
            expect(profilesFromFile(file, { as: "object" })).to.deep.equal({
                ada: { custom: { n: 1.5, toString: null } },
            });
        });

        it("refuses a user id that is there twice, naming both lines", () => {
            const twice = (first: number, second: number, file: string, text: string): void => {
                expect(refusal(file, text)).to.equal(
                    `line ${second}: the user id is on line ${first} as well; remove one of the two`,
                );
            };
            twice(2, 6, "x.csv", 'userId,name\r\nada,A\r\n\r\neve,"E\r\nE"\r\nada,B\r\n');
            twice(2, 4, "x.json", '{\n"ada": {},\n"eve": {},\n"ada": {}}');
            twice(1, 3, "x.jsonl", '{"userId":"ada","profile":{}}\n\n{"userId":"ada","profile":{}}');
            twice(1, 5, "x.yaml", "ada:\n  name: A\n\neve: {}\n'ada': {}\n");
        });

        it("refuses a user id that no request can carry, and one that Pulumi's engine would drop", () => {
            expect(refusal("x.csv", "userId,name\n,Ada\n")).to.equal(
                "line 2: the user id is empty; give the id of the Courier user",
            );
            expect(refusal("x.csv", "userId,name\n..,Ada\n")).to.contain('line 2: the user id is ".."');
            expect(refusal("x.json", '{\n"__proto__": {"a": 1}}')).to.contain(
                "line 2: the user id cannot be declared: Pulumi's engine drops a key of this name",
            );
            expect(refusal("x.jsonl", '{"userId": 7, "profile": {}}')).to.contain(
                "line 1: the user id must be a string",
            );
        });

        it("reads names that JavaScript's objects have as keys like any other", () => {
            const expected = { constructor: { toString: { valueOf: "x" } } };
            expect(read("x.csv", "userId,toString.valueOf\nconstructor,x\n")).to.deep.equal(expected);
            expect(read("x.json", JSON.stringify(expected))).to.deep.equal(expected);
            expect(read("x.yaml", JSON.stringify(expected))).to.deep.equal(expected);
        });

        it("refuses __proto__ as a key at any depth", () => {
            const message = /cannot be declared: Pulumi's engine drops a key of this name$/;
            expect(refusal("x.csv", "userId,custom.__proto__.a\nada,1\n")).to.match(message);
            expect(refusal("x.json", '{"ada":{"custom":{"__proto__":{"a":1}}}}')).to.match(message);
            expect(refusal("x.yaml", "ada: {custom: {__proto__: {a: 1}}}")).to.match(message);
            expect(({} as Record<string, unknown>).a).to.equal(undefined);
        });

        it("refuses a known key with a value of another type than Courier's", () => {
            expect(refusal("x.yaml", "ada:\n  phone_number: +15551234567\n")).to.equal(
                "line 2: profile.phone_number is not written as JSON writes a number; put it in quotes if it is a text",
            );
            expect(refusal("x.yaml", "ada:\n  phone_number: 15551234567\n")).to.equal(
                "line 1: profile.phone_number must be a string; put it in quotes",
            );
            expect(refusal("x.json", '{"ada":{},\n"eve":{"email_verified":"yes"}}')).to.equal(
                "line 2: profile.email_verified must be true or false",
            );
            expect(refusal("x.jsonl", '{"userId":"ada","profile":{"custom":[]}}')).to.equal(
                "line 1: profile.custom must be an object",
            );
            expect(read("x.json", '{"ada":{"email":null,"firebaseToken":["a","b"]}}')).to.deep.equal({
                ada: { email: null, firebaseToken: ["a", "b"] },
            });
        });

        it("loads a parser only for a file of its kind", () => {
            const file = write("x.csv", "userId\nada\n");
            const program = `
                const { profilesFromFile } = require("./provider/index.ts");
                const loaded = () => ["csv-parse", "yaml", "jsonc-parser"].filter((name) =>
                    Object.keys(require.cache).some((file) => file.includes("/node_modules/" + name + "/")));
                const before = loaded();
                profilesFromFile(${JSON.stringify(file)});
                console.log(JSON.stringify([before, loaded()]));
            `;
            const output = execFileSync(process.execPath, ["--import=tsx", "-e", program], {
                cwd: path.join(__dirname, "../../../.."),
                encoding: "utf8",
            });
            expect(JSON.parse(output)).to.deep.equal([[], ["csv-parse"]]);
        });
    });

    describe("of a CSV file", () => {
        it("gives back what was written, whatever the cells hold (property)", () => {
            const text = fc
                .string({ unit: "binary", minLength: 1, maxLength: 12 })
                .filter((value) => !value.includes("\uFFFD"));
            const special = fc.constantFrom(
                '"',
                ",",
                "\n",
                "\r\n",
                "\r",
                " x ",
                "\uFEFF",
                "true",
                "'",
                "a,b\n",
            );
            // A text file has no byte that is zero.
            const cell = fc.oneof(text, special).map((value) => value.replaceAll("\0", "0"));
            /** In user ids and known keys, what nobody sees is refused. */
            const visible = (value: string): string => `x${value}x`;
            const key = fc.oneof(
                fc.constantFrom(
                    "email",
                    "name",
                    "custom.team",
                    "custom.plan.tier",
                    "address.country",
                    "toString",
                ),
                fc
                    .string({ unit: "grapheme", minLength: 1, maxLength: 6 })
                    .filter((name) => /^[\p{L}\p{N}]+$/u.test(name) && !isReserved(name)),
            );
            const table = fc.uniqueArray(key, { minLength: 1, maxLength: 5 }).chain((names) =>
                fc.record({
                    names: fc.constant(names),
                    rows: fc.uniqueArray(
                        fc.tuple(
                            cell.map(visible),
                            fc.array(fc.option(cell, { nil: "" }), {
                                minLength: names.length,
                                maxLength: names.length,
                            }),
                        ),
                        { selector: ([userId]) => withLineFeeds(userId), minLength: 1, maxLength: 5 },
                    ),
                    lineEnd: fc.constantFrom("\n", "\r\n", "\r"),
                    separator: fc.constantFrom(",", ";", "\t", "|"),
                }),
            );
            fc.assert(
                fc.property(table, ({ names, rows, lineEnd, separator }) => {
                    const quote = (value: string): string => `"${value.replaceAll('"', '""')}"`;
                    const cellOf = (name: string, value: string): string =>
                        value !== "" && knownKeyType(name.split(".")) ? visible(value) : value;
                    const table = rows.map(([userId, cells]) => ({
                        userId,
                        cells: names.map((name, index) => cellOf(name, cells[index] as string)),
                    }));
                    const csv = [
                        ["userId", ...names],
                        ...table.map(({ userId, cells }) => [userId, ...cells]),
                    ]
                        .map((cells) => cells.map(quote).join(separator))
                        .join(lineEnd);
                    const profiles = read("x.csv", csv);
                    expect(Object.keys(profiles)).to.have.members(
                        table.map(({ userId }) => withLineFeeds(userId)),
                    );
                    for (const { userId, cells } of table) {
                        expect(flat(profiles[withLineFeeds(userId)])).to.deep.equal(
                            Object.fromEntries(
                                names
                                    .map((name, index) => [name, withLineFeeds(cells[index] as string)])
                                    .filter(([, value]) => value !== ""),
                            ),
                        );
                    }
                }),
                sampled(200),
            );
        }).timeout(120_000);

        it("reads a table without a key but the user id", () => {
            expect(read("x.csv", "userId\nada\n\neve\n")).to.deep.equal({ ada: {}, eve: {} });
        });

        it("takes true and false as spreadsheets write them, and no other word", () => {
            const table = (cell: string): string => `userId,phone_number_verified\nada,${cell}\n`;
            expect(read("x.csv", table("TRUE"))).to.deep.equal({ ada: { phone_number_verified: true } });
            expect(read("x.csv", table("False"))).to.deep.equal({ ada: { phone_number_verified: false } });
            for (const cell of ["yes", "1", "VRAI"]) {
                expect(refusal("x.csv", table(cell))).to.equal(
                    'line 2, column "phone_number_verified": must be true, false or empty',
                );
            }
        });

        it("leaves numbers and unknown keys' true and false the strings that they are", () => {
            expect(read("x.csv", "userId,custom.age,vip\n7,007,true\n")).to.deep.equal({
                7: { custom: { age: "007" }, vip: "true" },
            });
        });

        for (const [what, header, expected] of [
            ["a dot too many", "userId,custom..a", 'column "custom..a": has a dot without a key beside it'],
            [
                "a column inside of another",
                "userId,tags.a.b,tags",
                'column "tags.a.b": is inside of "tags", which is a column of its own; keep one, or if it is a list, ' +
                    'number its items, as in "tags.0" and "tags.1"',
            ],
            [
                "a column for an object",
                "userId,custom",
                'column "custom": is an object for Courier; name its keys with dots, as in "custom.id"',
            ],
            [
                "a key inside of a string",
                "userId,email.work",
                'column "email.work": cannot be: for Courier "email" is a string, without keys inside',
            ],
            [
                "a key inside of an item that is a string",
                "userId,firebaseToken.0.id",
                'column "firebaseToken.0.id": cannot be: for Courier "firebaseToken" is a string or an array of ' +
                    "strings, without keys inside",
            ],
        ] as const) {
            it(`refuses ${what}`, () => {
                expect(refusal("x.csv", `\n${header}\n`)).to.equal(`line 2, ${expected}`);
            });
        }

        it("refuses a row with more or fewer cells than the header row", () => {
            expect(refusal("x.csv", "userId,name\nada\n")).to.equal(
                "line 2: has 1 cell where the header row has 2; " +
                    "write a cell for every column, empty ones too, with a comma between them",
            );
            expect(refusal("x.csv", 'userId,name\neve,"E\nE"\nada,Lovelace, Ada\n')).to.equal(
                "line 4: has 3 cells where the header row has 2; put a cell with a comma in it in quotes",
            );
        });

        it("refuses quotes that do not match, naming the line on which the row begins, and quotes no cell", () => {
            expect(refusal("x.csv", 'userId,name\r\neve,"E\r\nE"\r\nada,"secret\r\nbob,B\r\n')).to.equal(
                "line 4: has a quote that is not closed; close it, or write it twice inside of a quoted cell",
            );
            expect(refusal("x.csv", 'userId,name\nada,"secret" x\n')).to.equal(
                "line 2: has text behind a closing quote; write a quote inside of a quoted cell twice, and " +
                    "separate cells with a comma, as the header row does",
            );
            expect(refusal("x.csv", 'userId,name\nada,secret "x"\n')).to.equal(
                "line 2: has a quote inside of a cell; put the whole cell in quotes, and write that quote twice",
            );
        });
    });

    describe("of a JSON file", () => {
        it("names the line and the character of an error, and quotes nothing", () => {
            expect(refusal("x.json", '{\n  "ada": {"email": "secret" "x"}\n}')).to.equal(
                "line 2, character 29: is no JSON: comma expected",
            );
            expect(refusal("x.json", '{"ada": {"a": 1,}}')).to.match(/^line 1, character 17: is no JSON/);
            expect(refusal("x.json", '{"ada": {} // comment\n}')).to.match(
                /^line 1, character 12: is no JSON/,
            );
            expect(refusal("x.json", '{"ada": {"a": 01}}')).to.match(/^line 1.*is no JSON/);
            expect(refusal("x.json", '{"ada": ')).to.match(/^line 1.*is no JSON/);
        });

        it("refuses anything but an object of objects", () => {
            for (const text of ['"x"', "null", "7"]) {
                expect(refusal("x.json", text)).to.equal(
                    "must hold an object of user ids, each with its profile",
                );
            }
            expect(refusal("x.json", '{"ada": [1]}')).to.equal(
                "line 1: profile must be an object of profile keys, not an array",
            );
        });

        it("refuses a key that is in a profile twice", () => {
            expect(refusal("x.json", '{"ada": {"a": {"b": 1,\n"b": 2}}}')).to.equal(
                'line 2: the key "b" is on line 1 as well; remove one of the two',
            );
        });

        it("refuses text that no request can carry", () => {
            expect(refusal("x.json", String.raw`{"ada": {"a": "\ud800"}}`)).to.contain(
                "line 1: profile.a has",
            );
        });
    });

    describe("of a JSON Lines file", () => {
        it("refuses a line of another shape", () => {
            for (const line of [
                "[]",
                "null",
                '{"userId":"ada"}',
                '{"userId":"a","userId":"b","profile":{}}',
            ]) {
                expect(refusal("x.jsonl", line)).to.match(
                    /^line 1: must be an object of the keys "userId" and "profile"/,
                );
            }
        });

        it("names the line of an error", () => {
            expect(refusal("x.jsonl", '{"userId":"ada","profile":{}}\n{"userId":')).to.match(
                /^line 2, character \d+: is no JSON/,
            );
        });
    });

    describe("of a YAML file", () => {
        it("follows anchors and merge keys, for as many users as there are", () => {
            const many = Array.from({ length: 3000 }, (_, n) => `u${n}: { <<: *base, name: n${n} }`);
            const profiles = read("x.yaml", `base: &base { locale: en }\n${many.join("\n")}\n`);
            expect(profiles.u2999).to.deep.equal({ locale: "en", name: "n2999" });
        });

        it("refuses anything but a map of maps", () => {
            expect(refusal("x.yaml", "# nobody\n")).to.equal(
                "must hold a map of user ids, each with its profile",
            );
            expect(refusal("x.yaml", "eve: {}\nada:\n")).to.equal(
                "line 2: profile must be an object of profile keys, not null",
            );
        });

        it("refuses a key that is in a profile twice", () => {
            expect(refusal("x.yaml", "ada:\n  tags:\n    - a: 1\n      b: 2\n      a: 3\n")).to.equal(
                'line 5: the key "a" is on line 3 as well; remove one of the two',
            );
        });
    });
});

/** As the reader gives it on every platform. */
function withLineFeeds(text: string): string {
    return text.replace(/\r\n?/g, "\n");
}

/** Names that the reader has rules of its own for. */
function isReserved(name: string): boolean {
    return name === "userId" || knownKeyType([name]) !== undefined || keyProblem(name) !== undefined;
}

/** A profile as dotted columns. */
function flat(value: unknown, prefix = ""): Record<string, unknown> {
    return Object.fromEntries(
        Object.entries(value as object).flatMap(([key, item]: [string, unknown]) =>
            typeof item === "object"
                ? Object.entries(flat(item, `${prefix}${key}.`))
                : [[prefix + key, item]],
        ),
    );
}
