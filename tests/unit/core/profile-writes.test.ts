import { expect } from "chai";
import fc from "fast-check";
import {
    exactJson,
    parseExactJson,
    type ExactObject,
    type ExactValue,
} from "../../../provider/core/values/exact-json";
import { isObject, own, type JsonObject, type JsonValue } from "../../../provider/core/values/json";
import { readOptions, type ProfileOptions } from "../../../provider/core/profile-options";
import {
    previewRemoval,
    previewWrite,
    removeProfile,
    writeProfile,
    type ProfileWrite,
} from "../../../provider/core/profile-writes";
import { Refusal } from "../../../provider/core/messages/refusal";
import { anyObjectText, cases, declarableProfile } from "./support/arbitraries";
import { FakeCourier } from "./support/fake-courier";

const theirs = { theirs: 1, custom: { theirs: [1] } };
const declared = { email: "a@x.com", custom: { team: "a" } };
const both = { theirs: 1, custom: { theirs: [1], team: "a" }, email: "a@x.com" };

function creation(options: Partial<ProfileOptions> = {}, after: JsonObject = declared): ProfileWrite {
    return { userId: "ada", before: undefined, after, options: readOptions(options) };
}

function update(after: JsonObject, options: Partial<ProfileOptions> = {}): ProfileWrite {
    return { userId: "ada", before: declared, after, options: readOptions(options) };
}

function removal(options: Partial<ProfileOptions> = {}) {
    return { userId: "ada", before: declared, options: readOptions(options) };
}

/** Writes, and answers what is told about it. */
async function written(courier: FakeCourier, write: ProfileWrite): Promise<string[]> {
    const lines: string[] = [];
    await writeProfile(courier, write, (line) => {
        lines.push(line);
        return Promise.resolve();
    });
    return lines;
}

async function refusalOf(write: Promise<unknown>): Promise<string> {
    try {
        await write;
    } catch (error) {
        expect(error).to.be.instanceOf(Refusal);
        return (error as Refusal).message;
    }
    throw new Error("nothing was refused");
}

describe("Creating a profile", () => {
    it("is one PUT of the declared keys, and no read", async () => {
        const courier = new FakeCourier({ ada: theirs });

        await written(courier, creation());

        expect(courier.calls).to.deep.equal(["PUT ada"]);
        expect(courier.profiles.get("ada")).to.deep.equal(declared);
    });

    it('merges them deeply into what is there, under undeclaredKeys "keep"', async () => {
        const courier = new FakeCourier({ ada: { ...theirs, email: "old" } });

        await written(courier, creation({ undeclaredKeys: "keep" }));

        expect(courier.calls).to.deep.equal(["GET ada", "PUT ada"]);
        expect(courier.profiles.get("ada")).to.deep.equal(both);
    });

    it('is refused under ifExists "fail", naming the keys found and how to go on', async () => {
        const courier = new FakeCourier({ ada: { email: "old", "given name": "A", gone: null } });

        const refusal = await refusalOf(written(courier, creation({ ifExists: "fail" })));

        expect(refusal).to.include(
            'the profile of user "ada" exists already and differs from what is declared; it has email, ["given name"];',
        );
        expect(refusal).to.include('set ifExists to "replace"').and.to.include('undeclaredKeys: "keep"');
        expect(refusal).to.include("aliases");
        expect(courier.calls).to.deep.equal(["GET ada"]);
    });

    for (const [name, profiles] of [
        ["no profile", {}],
        ["an empty one", { ada: {} }],
        ["one of nulls", { ada: { email: null } }],
    ] as const) {
        it(`is done under ifExists "fail" where there is ${name}`, async () => {
            const courier = new FakeCourier(profiles);

            await written(courier, creation({ ifExists: "fail" }));

            expect(courier.profiles.get("ada")).to.deep.equal(declared);
        });
    }

    it('is refused under undeclaredKeys "fail", naming the undeclared keys by their paths', async () => {
        const courier = new FakeCourier({ ada: both });

        const refusal = await refusalOf(written(courier, creation({ undeclaredKeys: "fail" })));

        expect(refusal).to.include("keys that the program does not declare: theirs, custom.theirs;");
        expect(refusal).to.include('set undeclaredKeys to "keep" or "remove"');
        expect(courier.calls).to.deep.equal(["GET ada"]);
    });

    it('is done under undeclaredKeys "fail" over a profile of declared keys alone', async () => {
        const courier = new FakeCourier({ ada: { email: "old" } });

        await written(courier, creation({ undeclaredKeys: "fail" }));

        expect(courier.profiles.get("ada")).to.deep.equal(declared);
    });

    it("never writes where the read before it failed", async () => {
        for (const given of [
            { ifExists: "fail" },
            { undeclaredKeys: "keep" },
            { undeclaredKeys: "fail" },
        ] as const) {
            const courier = new FakeCourier({ ada: theirs });
            courier.failures = 1;

            const error: unknown = await written(courier, creation(given)).catch((thrown: unknown) => thrown);

            expect(error).to.be.instanceOf(Error);
            expect(courier.calls).to.deep.equal(["GET ada"]);
        }
    });

    it("lists no more keys than a person reads", async () => {
        const many = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`key${index}`, 1]));
        const courier = new FakeCourier({ ada: many });

        const refusal = await refusalOf(written(courier, creation({ ifExists: "fail" }, {})));

        expect(refusal).to.include("key19 and 5 more;").and.not.to.include("key20");
    });
});

describe("Updating a profile", () => {
    it("is one PUT of the declared keys, and no read", async () => {
        const courier = new FakeCourier({ ada: both });

        await written(courier, update({ email: "b" }));

        expect(courier.calls).to.deep.equal(["PUT ada"]);
        expect(courier.profiles.get("ada")).to.deep.equal({ email: "b" });
    });

    it('removes a key dropped from the program under "keep", and keeps what others wrote beside it', async () => {
        const courier = new FakeCourier({ ada: both });

        await written(courier, update({ email: "b" }, { undeclaredKeys: "keep" }));

        expect(courier.calls).to.deep.equal(["GET ada", "PUT ada"]);
        expect(courier.profiles.get("ada")).to.deep.equal({ theirs: 1, custom: { theirs: [1] }, email: "b" });
    });

    it('removes a key that the program turned to null under "keep"', async () => {
        const courier = new FakeCourier({ ada: both });

        await written(courier, update({ email: null, custom: { team: null } }, { undeclaredKeys: "keep" }));

        expect(courier.profiles.get("ada")).to.deep.equal({ theirs: 1, custom: { theirs: [1] } });
    });

    it('writes what was lost since, under "keep" also where the profile is gone', async () => {
        const courier = new FakeCourier();

        await written(courier, update(declared, { undeclaredKeys: "keep" }));

        expect(courier.profiles.get("ada")).to.deep.equal(declared);
    });

    it('is refused under "fail" where others have written keys, and done where the program dropped them', async () => {
        const courier = new FakeCourier({ ada: both });
        const strict = { undeclaredKeys: "fail" } as const;

        const refusal = await refusalOf(written(courier, update({ email: "b" }, strict)));
        expect(refusal).to.include("theirs, custom.theirs;").and.not.to.include("team");
        expect(courier.calls).to.deep.equal(["GET ada"]);

        courier.profiles.set("ada", declared);
        await written(courier, update({ email: "b" }, strict));
        expect(courier.profiles.get("ada")).to.deep.equal({ email: "b" });
    });

    it('does not mind ifExists "fail": the profile is its own', async () => {
        const courier = new FakeCourier({ ada: declared });

        await written(courier, update({ email: "b" }, { ifExists: "fail" }));

        expect(courier.calls).to.deep.equal(["PUT ada"]);
    });
});

describe("Taking a profile away", () => {
    it("is one PUT of an empty profile", async () => {
        const courier = new FakeCourier({ ada: both });

        await removeProfile(courier, removal());

        expect(courier.calls).to.deep.equal(["PUT ada"]);
        expect(courier.profiles.get("ada")).to.deep.equal({});
    });

    it('is one DELETE under onDelete "delete"', async () => {
        const courier = new FakeCourier({ ada: both });

        await removeProfile(courier, removal({ onDelete: "delete" }));

        expect(courier.calls).to.deep.equal(["DELETE ada"]);
    });

    for (const onDelete of ["empty", "delete"] as const) {
        it(`leaves what others wrote under undeclaredKeys "keep" and onDelete "${onDelete}"`, async () => {
            const courier = new FakeCourier({ ada: both });

            await removeProfile(courier, removal({ undeclaredKeys: "keep", onDelete }));

            expect(courier.profiles.get("ada")).to.deep.equal(theirs);
        });
    }

    it('deletes under "keep" and "delete" where others wrote nothing', async () => {
        const courier = new FakeCourier({ ada: { ...declared, gone: null } });

        await removeProfile(courier, removal({ undeclaredKeys: "keep", onDelete: "delete" }));

        expect(courier.profiles.has("ada")).to.equal(false);
    });

    for (const onDelete of ["empty", "delete"] as const) {
        it(`is refused under undeclaredKeys "fail" where others wrote, with onDelete "${onDelete}"`, async () => {
            const courier = new FakeCourier({ ada: both });

            const refusal = await refusalOf(
                removeProfile(courier, removal({ undeclaredKeys: "fail", onDelete })),
            );

            expect(refusal).to.include("theirs, custom.theirs");
            expect(courier.calls).to.deep.equal(["GET ada"]);
        });
    }
});

describe("A preview", () => {
    it("refuses what the write would refuse, and never writes", async () => {
        const courier = new FakeCourier({ ada: both });

        expect(await refusalOf(previewWrite(courier, creation({ ifExists: "fail" })))).to.include(
            "exists already",
        );
        const strict = { undeclaredKeys: "fail" } as const;
        expect(await refusalOf(previewWrite(courier, creation(strict)))).to.include("theirs");
        expect(await refusalOf(previewWrite(courier, update({}, strict)))).to.include("theirs");
        expect(new Set(courier.calls)).to.deep.equal(new Set(["GET ada"]));
    });

    it("reads nothing where no option can refuse", async () => {
        const courier = new FakeCourier({ ada: both });

        for (const undeclaredKeys of ["remove", "keep"] as const) {
            await previewWrite(courier, creation({ undeclaredKeys }));
            await previewWrite(courier, update({}, { undeclaredKeys, ifExists: "fail" }));
        }

        expect(courier.calls).to.deep.equal([]);
    });

    it("of taking away refuses what that would refuse, and never writes", async () => {
        const courier = new FakeCourier({ ada: both });

        const gone = removal({ onDelete: "fail" });
        expect(await refusalOf(previewRemoval(courier, gone))).to.match(
            /^the profile of user "ada" would be taken away with its resource, and onDelete is "fail", .*run `pulumi up` first/,
        );
        expect(await refusalOf(previewRemoval(courier, { ...gone, leavesSet: true }))).to.match(
            /^the profile of user "ada" is no longer declared, and onDelete is "fail", (?!.*pulumi up)/,
        );
        expect(await refusalOf(previewRemoval(courier, removal({ undeclaredKeys: "fail" })))).to.include(
            "keys that the program does not declare: theirs, custom.theirs;",
        );
        expect(courier.calls).to.deep.equal(["GET ada"]);
    });

    it("of taking away reads nothing where no option can refuse", async () => {
        const courier = new FakeCourier({ ada: both });

        for (const onDelete of ["empty", "delete", "retain"] as const) {
            for (const undeclaredKeys of ["remove", "keep"] as const) {
                await previewRemoval(courier, removal({ undeclaredKeys, onDelete }));
            }
        }
        await previewRemoval(courier, removal({ undeclaredKeys: "fail", onDelete: "retain" }));

        expect(courier.calls).to.deep.equal([]);
    });
});

describe("A profile that a resource is to have, and that is as declared already,", () => {
    for (const options of [
        { ifExists: "fail" },
        { undeclaredKeys: "keep" },
        { undeclaredKeys: "fail" },
    ] as const) {
        it(`is taken over without a write, and without a word: ${JSON.stringify(options)}`, async () => {
            const courier = new FakeCourier({ ada: { custom: { team: "a", gone: null }, email: "a@x.com" } });

            expect(await written(courier, creation(options))).to.be.empty;
            expect(courier.calls).to.deep.equal(["GET ada"]);
        });
    }

    it("is taken over without a write under both, where others have keys beside it that are to be kept", async () => {
        const courier = new FakeCourier({ ada: both });

        expect(await written(courier, creation({ ifExists: "fail", undeclaredKeys: "keep" }))).to.be.empty;
        expect(courier.calls).to.deep.equal(["GET ada"]);
    });

    it("is as declared only if the keys beside it that would be removed are none", async () => {
        const courier = new FakeCourier({ ada: both });

        await refusalOf(written(courier, creation({ ifExists: "fail" })));
        expect(courier.profiles.get("ada")).to.deep.equal(both);
    });

    it("is written where it is empty, as it may not exist", async () => {
        const courier = new FakeCourier();

        await written(courier, creation({ ifExists: "fail" }, { email: null }));
        expect(courier.calls).to.deep.equal(["GET ada", "PUT ada"]);
    });

    it("is written where nothing was to be read", async () => {
        const courier = new FakeCourier({ ada: declared });

        await written(courier, creation());
        expect(courier.calls).to.deep.equal(["PUT ada"]);
    });
});

describe("Taking over somebody else's profile", () => {
    it("tells what it replaces and removes, where it has read it", async () => {
        const courier = new FakeCourier({ ada: { email: "old@x.com", custom: { team: "b", theirs: 1 } } });

        expect(await written(courier, creation({ undeclaredKeys: "keep" }))).to.deep.equal([
            'takes over the profile that user "ada" has already; replaces or removes: email, custom.team',
        ]);
    });

    it("says nothing where keys are only added", async () => {
        const courier = new FakeCourier({ ada: theirs });

        expect(await written(courier, creation({ undeclaredKeys: "keep" }))).to.be.empty;
    });
});

describe("A profile that the stack has written last, and that is replaced,", () => {
    const replaced = (after: JsonObject, options: Partial<ProfileOptions>): ProfileWrite => ({
        ...creation(options, after),
        lastDeclared: declared,
    });

    it('is its own under ifExists "fail", also where others have written keys beside it since', async () => {
        for (const server of [declared, both]) {
            const courier = new FakeCourier({ ada: server });
            const write = replaced({ email: "b@x.com" }, { ifExists: "fail" });

            await previewWrite(courier, write);
            expect(await written(courier, write), "nothing is taken over").to.be.empty;
            expect(courier.profiles.get("ada")).to.deep.equal({ email: "b@x.com" });
        }
    });

    it("is a stranger's where what it has is not what the stack has written", async () => {
        for (const server of [{ theirs: 1 }, { ...declared, email: "other@x.com" }]) {
            const courier = new FakeCourier({ ada: server });
            const write = replaced(declared, { ifExists: "fail" });

            expect(await refusalOf(previewWrite(courier, write))).to.include("exists already and differs");
            await refusalOf(written(courier, write));
            expect(courier.profiles.get("ada")).to.deep.equal(server);
        }
    });

    it('loses the keys that the program has dropped, under "keep" too', async () => {
        const courier = new FakeCourier({ ada: both });

        await written(courier, replaced({ email: "a@x.com" }, { undeclaredKeys: "keep" }));
        expect(courier.profiles.get("ada")).to.deep.equal({ ...theirs, email: "a@x.com" });
    });
});

describe("What the options say of a profile that is no longer declared", () => {
    it('is that it stays as it is, with no request, under onDelete "retain"', async () => {
        const courier = new FakeCourier({ ada: both });

        for (const undeclaredKeys of ["remove", "keep", "fail"] as const) {
            await removeProfile(courier, removal({ onDelete: "retain", undeclaredKeys }));
        }

        expect(courier.calls).to.be.empty;
    });

    it('is a refusal that says how to go on, under onDelete "fail", with no request', async () => {
        const courier = new FakeCourier({ ada: both });

        for (const undeclaredKeys of ["remove", "keep", "fail"] as const) {
            const refusal = await refusalOf(
                removeProfile(courier, removal({ onDelete: "fail", undeclaredKeys })),
            );
            expect(refusal).to.include('set onDelete to "empty" or "delete"').and.to.include('"retain"');
        }

        expect(courier.calls).to.be.empty;
    });
});

describe("A message about a profile whose names are secret", () => {
    const secrecy = { userIds: true, keys: true, values: true };
    const courier = new FakeCourier({ ada: { email: "old@x.com", custom: { theirs: 1 }, theirs: 1 } });

    const messages: [string, () => Promise<string>][] = [
        ["that it exists", () => refusalOf(written(courier, { ...creation({ ifExists: "fail" }), secrecy }))],
        [
            "that it has undeclared keys",
            () => refusalOf(written(courier, { ...update({}, { undeclaredKeys: "fail" }), secrecy })),
        ],
        [
            "that it is not to be taken away",
            () => refusalOf(removeProfile(courier, { ...removal({ onDelete: "fail" }), secrecy })),
        ],
        [
            "that it is taken over",
            async () => (await written(courier, { ...creation({ undeclaredKeys: "keep" }), secrecy })).join(),
        ],
    ];
    for (const [what, message] of messages) {
        it(`counts, and names neither user nor key: ${what}`, async () => {
            expect(await message())
                .to.contain("a user whose id is secret")
                .and.not.match(/ada|email|theirs|custom/);
        });
    }
});

describe('What others have written, under undeclaredKeys "keep",', () => {
    it("is what it was, its numbers by their text, after create, update and delete, whatever JSON it is (property)", async () => {
        const keep = readOptions({ undeclaredKeys: "keep" });
        await fc.assert(
            fc.asyncProperty(
                anyObjectText,
                declarableProfile,
                declarableProfile,
                async (text, first, second) => {
                    const courier = new FakeCourier({ ada: parseExactJson(text) as ExactObject });
                    const before = undeclaredValues(text, [first]);
                    const after = undeclaredValues(text, [first, second]);

                    await written(courier, { userId: "ada", before: undefined, after: first, options: keep });
                    expect(valuesIn(courier, "ada")).to.include(before);
                    await written(courier, { userId: "ada", before: first, after: second, options: keep });
                    expect(valuesIn(courier, "ada")).to.include(after);
                    await removeProfile(courier, { userId: "ada", before: second, options: keep });
                    expect(valuesIn(courier, "ada")).to.include(after);
                },
            ),
            cases,
        );
    });

    for (const text of [
        '{"crm":{"id":1234567890123456789}}',
        '{"crm":{"ids":[1.0,1e2,-0,1e400]},"__proto__":{"toJSON":1.50}}',
    ]) {
        it(`is, to the letter, ${text}`, async () => {
            const courier = new FakeCourier({ ada: parseExactJson(text) as ExactObject });
            const options = { undeclaredKeys: "keep" } as const;

            await written(courier, creation(options));
            await written(courier, update({ email: "b@x.com" }, options));
            await removeProfile(courier, { ...removal(options), before: { email: "b@x.com" } });
            expect(exactJson(courier.profiles.get("ada") ?? {})).to.equal(text);
        });
    }
});

/** The values of a JSON text that no profile declares, each by its path: as far as objects are declared, what is in them. */
function undeclaredValues(text: string, declared: readonly JsonObject[]): Record<string, string> {
    return valuesOf(parseExactJson(text), declared, []);
}

function valuesIn(courier: FakeCourier, userId: string): Record<string, string> {
    const profile = courier.profiles.get(userId) ?? {};
    // Every value under every path, as what was whole in one may have something declared beside it in the other.
    const all: Record<string, string> = {};
    collect(profile, [], all);
    return all;
}

function collect(value: ExactValue, path: readonly string[], into: Record<string, string>): void {
    into[JSON.stringify(path)] = canonical(value);
    if (isObject(value)) {
        for (const [key, item] of Object.entries(value)) {
            collect(item as ExactValue, [...path, key], into);
        }
    }
}

function valuesOf(
    value: ExactValue,
    declared: readonly (JsonValue | undefined)[],
    path: readonly string[],
): Record<string, string> {
    const present = declared.filter((one) => one !== undefined && one !== null);
    if (present.length === 0) {
        return { [JSON.stringify(path)]: canonical(value) };
    }
    if (!isObject(value) || !present.every(isObject)) {
        return {};
    }
    return Object.fromEntries(
        Object.entries(value).flatMap(([key, item]) =>
            Object.entries(
                valuesOf(
                    item as ExactValue,
                    present.map((one) => own(one as JsonObject, key)),
                    [...path, key],
                ),
            ),
        ),
    );
}

/** The value as JSON, its keys in order. */
function canonical(value: ExactValue): string {
    if (Array.isArray(value)) {
        return `[${value.map(canonical).join()}]`;
    }
    return isObject(value)
        ? `{${Object.entries(value)
              .map(([key, item]) => `${JSON.stringify(key)}:${canonical(item as ExactValue)}`)
              .sort()
              .join()}}`
        : exactJson(value);
}
