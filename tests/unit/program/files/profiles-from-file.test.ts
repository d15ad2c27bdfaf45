import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import os from "node:os";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import fc from "fast-check";
import { profilesFromFile } from "../../../../provider";
import { keyProblem } from "../../../../provider/core/values/copy-json";
import { keyType } from "../../../../provider/core/known-keys";
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
            expect(message).to.match(/ \(see docs\/troubleshooting\.md#files in the package\)$/);
            return message.slice(prefix.length).replace(/ \(see .*\)$/, "");
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
                expect(refusal(name, "")).to.equal("is empty");
                expect(refusal(name, "\uFEFF\r\n \n")).to.equal("is empty");
            }
        });

        it("refuses one that is not UTF-8, naming the line", () => {
            const latin1 = Buffer.from("userId,name\nada,Ada\neve,Ève\n", "latin1");
            expect(refusal("x.csv", latin1)).to.equal("line 3: is not UTF-8; save the file in that encoding");
            const utf16 = Buffer.from("\uFEFFuserId\nada\n", "utf16le");
            expect(refusal("x.csv", utf16)).to.match(/^line 1: is not UTF-8/);
        });

        it("refuses a user id that is there twice, naming both lines", () => {
            const twice = (first: number, second: number, file: string, text: string): void => {
                expect(refusal(file, text)).to.equal(
                    `line ${second}: the user id "ada" is on line ${first} as well`,
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
        }).timeout(30_000);
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
            const cell = fc.oneof(text, special);
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
                    .filter((name) => name === name.trim() && !name.includes(".") && !isReserved(name)),
            );
            const table = fc.uniqueArray(key, { minLength: 1, maxLength: 5 }).chain((names) =>
                fc.record({
                    names: fc.constant(names),
                    rows: fc.uniqueArray(
                        fc.tuple(
                            cell.filter((id) => id !== "." && id !== ".." && !isReserved(id)),
                            fc.array(fc.option(cell, { nil: "" }), {
                                minLength: names.length,
                                maxLength: names.length,
                            }),
                        ),
                        { selector: ([userId]) => userId, maxLength: 5 },
                    ),
                    lineEnd: fc.constantFrom("\n", "\r\n"),
                }),
            );
            fc.assert(
                fc.property(table, ({ names, rows, lineEnd }) => {
                    const quote = (value: string): string => `"${value.replaceAll('"', '""')}"`;
                    const csv = [["userId", ...names], ...rows.map(([userId, cells]) => [userId, ...cells])]
                        .map((cells) => cells.map(quote).join(","))
                        .join(lineEnd);
                    const read1 = read("x.csv", csv);
                    expect(Object.keys(read1)).to.have.members(rows.map(([userId]) => userId));
                    for (const [userId, cells] of rows) {
                        expect(flat(read1[userId])).to.deep.equal(
                            Object.fromEntries(
                                names
                                    .map((name, index) => [name, cells[index]])
                                    .filter(([, value]) => value !== ""),
                            ),
                        );
                    }
                }),
                sampled(200),
            );
        }).timeout(120_000);

        it("gives no user for a header row alone", () => {
            expect(read("x.csv", "userId,email\n")).to.deep.equal({});
        });

        it("reads a table without a key but the user id", () => {
            expect(read("x.csv", "userId\nada\n\neve\n")).to.deep.equal({ ada: {}, eve: {} });
        });

        it("takes true and false as spreadsheets write them, and no other word", () => {
            const table = (cell: string): string => `userId,phone_number_verified\nada,${cell}\n`;
            expect(read("x.csv", table("TRUE"))).to.deep.equal({ ada: { phone_number_verified: true } });
            expect(read("x.csv", table("False"))).to.deep.equal({ ada: { phone_number_verified: false } });
            for (const cell of ["yes", "1", " true"]) {
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
            ["no column for the user id", "id,email", 'has no column "userId"'],
            [
                "the user id spelt otherwise",
                "email,user_id",
                'has no column "userId"; rename the column "user_id"',
            ],
            ["another separator", "userId;email", 'has no column "userId"; separate the columns with commas'],
            ["a column without a name", "userId,,email", "column 2 has no name"],
            ["a column that is there twice", "userId,email,email", 'column "email": is there twice'],
            [
                "a space around a name",
                "userId, email",
                'column " email": begins or ends with a space; remove it',
            ],
            ["a dot too many", "userId,custom..a", 'column "custom..a": has a dot without a key beside it'],
            [
                "a column inside of another",
                "userId,tags.a.b,tags",
                'column "tags.a.b": is a key inside of "tags", which is a column of its own',
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
        ] as const) {
            it(`refuses ${what}`, () => {
                const message = refusal("x.csv", `\n${header}\n`);
                expect(message).to.match(/^line 2[:,] /);
                expect(message.replace(/^line 2[:,] /, "")).to.equal(expected);
            });
        }

        it("refuses a row with more or fewer cells than the header row", () => {
            expect(refusal("x.csv", "userId,name\nada\n")).to.equal(
                "line 2: has 1 cell where the header row has 2",
            );
            expect(refusal("x.csv", 'userId,name\neve,"E\nE"\nada,Lovelace, Ada\n')).to.equal(
                "line 4: has 3 cells where the header row has 2",
            );
        });

        it("refuses quotes that do not match, naming the line on which the row begins, and quotes no cell", () => {
            expect(refusal("x.csv", 'userId,name\r\neve,"E\r\nE"\r\nada,"secret\r\nbob,B\r\n')).to.equal(
                "line 4: has a quote that is not closed",
            );
            expect(refusal("x.csv", 'userId,name\nada,"secret" x\n')).to.equal(
                "line 2: has text behind a closing quote; a quote inside of a quoted cell is written twice",
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
            for (const text of ["[]", '"x"', "null"]) {
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
                'line 2: the key "b" is on line 1 as well',
            );
        });

        it("refuses text that no request can carry", () => {
            expect(refusal("x.json", String.raw`{"ada": {"a": "\ud800"}}`)).to.contain(
                "line 1: profile.a has",
            );
        });
    });

    describe("of a JSON Lines file", () => {
        it("refuses a line of another shape, and says where profile keys belong", () => {
            expect(refusal("x.jsonl", '\n{"userId":"ada","email":"x"}')).to.equal(
                'line 2: must be an object of the keys "userId" and "profile"; ' +
                    'keys such as "email" belong inside of "profile"',
            );
            for (const line of [
                "[]",
                "null",
                '{"userId":"ada"}',
                '{"userId":"a","userId":"b","profile":{}}',
            ]) {
                expect(refusal("x.jsonl", line)).to.equal(
                    'line 1: must be an object of the keys "userId" and "profile"',
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
            const many = Array.from({ length: 300 }, (_, n) => `u${n}: { <<: *base, name: n${n} }`);
            const profiles = read("x.yaml", `base: &base { locale: en }\n${many.join("\n")}\n`);
            expect(profiles.u299).to.deep.equal({ locale: "en", name: "n299" });
        });

        it("takes a user id without quotes as it is written", () => {
            expect(read("x.yaml", "007: {}\ntrue: {}\n1.50: {}\n")).to.have.all.keys("007", "true", "1.50");
        });

        it("names the line of an error", () => {
            expect(refusal("x.yaml", "ada:\n  a: 1\n b: 2\n")).to.match(/^line 3: is no YAML: /);
            expect(refusal("x.yaml", "ada: { a: *nobody }\n")).to.match(/^is no YAML: .*nobody/);
            expect(refusal("x.yaml", "ada: { a: !vault x }\n")).to.match(/^line 1: is no YAML: /);
            expect(refusal("x.yaml", "ada: {}\n---\neve: {}\n")).to.match(/^line \d: is no YAML: /);
        });

        it("refuses anything but a map of maps", () => {
            expect(refusal("x.yaml", "- ada\n")).to.equal(
                "must hold a map of user ids, each with its profile",
            );
            expect(refusal("x.yaml", "# nobody\n")).to.equal(
                "must hold a map of user ids, each with its profile",
            );
            expect(refusal("x.yaml", "eve: {}\n? [ada]\n: {}\n")).to.equal(
                "line 2: has no user id where one is due",
            );
            expect(refusal("x.yaml", "eve: {}\nada:\n")).to.equal(
                "line 2: profile must be an object of profile keys, not null",
            );
        });

        it("refuses a key that is in a profile twice", () => {
            expect(refusal("x.yaml", "ada:\n  tags:\n    - a: 1\n      b: 2\n      a: 3\n")).to.equal(
                'line 5: the key "a" is on line 3 as well',
            );
        });

        it("refuses what JSON cannot carry", () => {
            expect(refusal("x.yaml", "ada: { a: .nan }\n")).to.equal(
                "line 1: profile.a is NaN, which JSON cannot carry",
            );
        });

        it("refuses aliases that multiply without end", () => {
            const levels = Array.from(
                { length: 9 },
                (_, n) => `l${n + 1}: &l${n + 1} [${`*l${n},`.repeat(9)}]`,
            );
            expect(refusal("x.yaml", `bomb:\n  l0: &l0 [x]\n  ${levels.join("\n  ")}\n`)).to.match(
                /^is no YAML/,
            );
        });
    });
});

/** Names that the reader has rules of its own for. */
function isReserved(name: string): boolean {
    return (
        name === "userId" ||
        keyType(name) !== undefined ||
        name === "custom" ||
        keyProblem(name) !== undefined
    );
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
