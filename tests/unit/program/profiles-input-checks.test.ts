import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { plainProfiles } from "../../../provider/program/checks/input-checks";
import { valueOf } from "./support/outputs";

function refusal(profiles: unknown): string {
    try {
        plainProfiles(profiles, 'ProfileSet "x"');
    } catch (error) {
        expect(pulumi.RunError.isInstance(error)).to.equal(true);
        return (error as Error).message;
    }
    return "nothing was refused";
}

describe("The profiles of a set, before they go to the provider process", () => {
    it("are refused in a Map, in which Pulumi would see no users, and nothing would be left of the set", () => {
        expect(refusal(new Map([["ada", {}]]))).to.contain(
            'ProfileSet "x": profiles is an instance of Map, which JSON cannot carry',
        );
    });

    it("are refused under a user id that Pulumi's engine would drop, or take for its own", () => {
        for (const userId of ["__proto__", "4dabf18193072939515e22adb298388d"]) {
            expect(refusal({ [userId]: {} })).to.contain(
                `ProfileSet "x": profiles["${userId}"] cannot be declared`,
            );
        }
    });

    it("are refused under a user id that no request can carry", () => {
        expect(refusal({ "": {} })).to.contain('ProfileSet "x": profiles[""] is empty');
    });

    it("name the user whose profile holds what is no JSON", () => {
        expect(refusal({ ada: {}, eve: { custom: { since: new Date() } } })).to.contain(
            'ProfileSet "x": profiles["eve"].custom.since is a Date',
        );
    });

    it("are copied, under user ids such as JavaScript's objects have as keys", () => {
        const profiles = { constructor: { a: [1] }, toString: {} };
        const copy = plainProfiles(profiles, 'ProfileSet "x"');
        expect(copy).to.deep.equal(profiles);
        expect(copy).not.to.equal(profiles);
    });

    it("are texts where the program gives texts, each proven to be a profile's", async () => {
        const text = '{"email": "a@x.com", "n": 1.0}';
        expect(plainProfiles({ ada: text, eve: { a: 1 } }, 'ProfileSet "x"')).to.deep.equal({
            ada: text,
            eve: { a: 1 },
        });

        const { ada } = plainProfiles({ ada: pulumi.secret(text) }, 'ProfileSet "x"') as {
            ada: pulumi.Output<string>;
        };
        expect(await pulumi.isSecret(ada)).to.equal(true);
        expect(await valueOf(ada)).to.equal(text);
    });

    for (const [what, text, message] of [
        [
            "no JSON",
            '{"token":"hush"',
            /profiles\["ada"\] is a text that is no JSON; give the profile as an object/,
        ],
        ["no object", '"hush"', /profiles\["ada"\] is a JSON text of something else than an object/],
        [
            "a key twice",
            '{"a":[{"b":"hush","b":1}]}',
            /profiles\["ada"\]\.a\[0\]\.b is there twice in one object/,
        ],
        [
            "an inexact number",
            '{"a":{"b":12345678901234567890}}',
            /profiles\["ada"\]\.a\.b is a number that JavaScript cannot/,
        ],
        [
            "a key of Pulumi's",
            '{"a":{"__proto__":"hush"}}',
            /profiles\["ada"\]\.a\.__proto__ cannot be declared/,
        ],
    ] as const) {
        it(`are refused as a text that is or has ${what}, by its place, with nothing quoted`, () => {
            expect(refusal({ ada: text }))
                .to.match(message)
                .and.not.to.match(/hush|12345678/);
        });
    }

    it("are refused for the first ten problems, and how many more there are", () => {
        const profiles = Object.fromEntries(
            Array.from({ length: 10_000 }, (_, n) => [`user-${n}`, { a: NaN }]),
        );
        const lines = refusal(profiles).split("\n");

        expect(lines).to.have.length(11);
        expect(lines[9]).to.equal('profiles["user-9"].a is NaN, which JSON cannot carry');
        expect(lines[10]).to.match(/^and 9,990 more problems \(see /);
    });
});

describe("What is wrong inside of a secret of a set", () => {
    async function failure(profiles: unknown): Promise<string> {
        // The method is there in every Output, and missing in its type.
        const plain = pulumi.output(plainProfiles(profiles, 'ProfileSet "x"')) as {
            promise?(): Promise<unknown>;
        };
        const error: unknown = await plain.promise?.().then(
            () => new Error("nothing was refused"),
            (reason: unknown) => reason,
        );
        return (error as Error).message;
    }
    const inside = "has something inside, which is not named as it is secret, that is a Date";
    const profile = { custom: { since: new Date(0) } };

    for (const [what, profiles, expected] of [
        [
            "the map",
            pulumi.secret(1).apply(() => ({ ada: pulumi.output(1).apply(() => profile) })),
            'ProfileSet "x": profiles',
        ],
        [
            "what the map turns out to be",
            pulumi.output(1).apply(() => ({ ada: pulumi.secret(1).apply(() => profile) })),
            'ProfileSet "x": profiles["ada"]',
        ],
        ["a profile", { ada: pulumi.secret(1).apply(() => profile) }, 'ProfileSet "x": profiles["ada"]'],
        [
            "an object in a profile",
            { ada: { custom: pulumi.secret(1).apply(() => profile.custom) } },
            'ProfileSet "x": profiles["ada"].custom',
        ],
    ] as const) {
        it(`names neither user nor key of it: ${what}`, async () => {
            expect(await failure(profiles))
                .to.contain(`${expected} ${inside}`)
                .and.not.to.contain("since");
        });
    }

    it("names the map alone where users and keys in it are wrong", async () => {
        const later = pulumi.secret(1).apply(() => ({ "": {}, ada: '{"a":1,"a":2}', eve: profile }));
        const message = await failure(later);

        expect(message.split("\n")).to.have.length(3);
        expect(message).not.to.match(/ada|eve|since/);
    });

    it("names all where an output is no secret", async () => {
        expect(await failure(pulumi.output(1).apply(() => ({ ada: profile })))).to.match(
            /^ProfileSet "x": profiles\["ada"\]\.custom\.since is a Date/,
        );
    });

    it("is the secret's own name where that is what is wrong", async () => {
        expect(await failure({ ada: pulumi.secret(1).apply(() => []) })).to.match(
            /^ProfileSet "x": profiles\["ada"\] must be an object of profile keys, not an array/,
        );
    });
});
