import { expect } from "chai";
import fc from "fast-check";
import { redaction, withoutKey } from "../../../../provider/courier/errors/redaction";
import { parseExactJson, type ExactObject } from "../../../../provider/core/values/exact-json";
import { cases, sampled } from "../../core/support/arbitraries";

const apiKey = "pk_test_Zm9v/YmFy+secret=";

/** What is shown of a text of the server's, when this profile was sent. */
function shown(text: string, profile: ExactObject, userId = "ada"): string {
    return redaction({ apiKey, userId, profile })(text);
}

const base64 = (text: string) => Buffer.from(text).toString("base64");

/** The digits of a base64 text that these characters alone decide, wherever they begin in it. */
const base64Inside = (text: string) =>
    [0, 1, 2].map((before) => {
        const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
        const [first, last] = [Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6)];
        return bytes.toString("base64").slice(first, last);
    });

const characters = (text: string, escape: (code: number) => string) =>
    Array.from(text, (character) => escape(character.codePointAt(0) ?? 0)).join("");

const html = (text: string) =>
    text.replace(
        /[&<>"']/g,
        (character) => `&${{ "&": "amp", "<": "lt", ">": "gt", '"': "quot" }[character] ?? "#39"};`,
    );

const json = (text: string) => JSON.stringify(text).slice(1, -1);

/** The ways in which a server may quote a text, each of which makes of it what it makes of its characters. */
const encodings: Readonly<Record<string, (text: string) => string>> = {
    "as it is": (text) => text,
    "in capitals": (text) => text.toUpperCase(),
    "in small letters": (text) => text.toLowerCase(),
    "as JSON": json,
    "as JSON in JSON": (text) => json(json(text)),
    "as JSON of ASCII alone": (text) =>
        Array.from(
            { length: text.length },
            (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, "0")}`,
        ).join(""),
    "percent-encoded": encodeURIComponent,
    "percent-encoded in small letters": (text) => encodeURIComponent(text).toLowerCase(),
    "percent-encoded, every character": (text) => Buffer.from(text).toString("hex").replace(/../g, "%$&"),
    "percent-encoded twice": (text) => encodeURIComponent(encodeURIComponent(text)),
    "as a form": (text) => new URLSearchParams({ "": text }).toString().slice(1),
    "escaped for HTML": html,
    "escaped for HTML by numbers": (text) => characters(text, (code) => `&#${code};`),
    "escaped for HTML by hexadecimal numbers": (text) =>
        characters(text, (code) => `&#x${code.toString(16)};`),
    "as JSON in HTML": (text) => html(json(text)),
    "in hexadecimal digits": (text) => Buffer.from(text).toString("hex"),
};

/** Texts that begin and end with whole characters, of at least eight. */
const value = fc
    .oneof(
        fc.string({ unit: "grapheme", minLength: 8, maxLength: 60 }),
        fc.string({ unit: "binary", minLength: 8, maxLength: 60 }),
        fc.string({ unit: "grapheme-ascii", minLength: 8, maxLength: 60 }),
        fc.emailAddress().filter((email) => email.length >= 8),
    )
    .filter((text) => text.isWellFormed());

/** All pieces of eight characters. */
function piecesOf(text: string): string[] {
    const all = Array.from(text);
    return all.slice(7).map((_, at) => all.slice(at, at + 8).join(""));
}

/** Places to cut a text at, as shares of its length. */
const cut = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }));

function cutAt(text: string, shares: readonly [number, number]): string {
    const [from, to] = shares.map((share) => Math.round(share * text.length)).sort((a, b) => a - b);
    return text.slice(from, to);
}

describe("Of what was sent,", () => {
    for (const [name, encode] of Object.entries(encodings)) {
        it(`no piece of eight characters is shown that comes back ${name}, whole or cut (property)`, () => {
            fc.assert(
                fc.property(value, cut, (text, shares) => {
                    const said = `it is (${cutAt(encode(text), shares)}), no?`;
                    const result = shown(said, { custom: { a: text } });
                    for (const piece of piecesOf(text).map(encode)) {
                        expect(result).to.not.include(piece);
                    }
                    expect(result.startsWith("it is (")).to.equal(true);
                    expect(shown(`it is (${encode(text)}), no?`, { custom: { a: text } })).to.include(
                        "[profile.custom.a]",
                    );
                }),
                sampled(150),
            );
        });
    }

    for (const [name, encode] of [
        ["base64", (text: string) => base64(text)],
        ["base64 for URLs", (text: string) => Buffer.from(text).toString("base64url")],
        ["base64, behind one byte", (text: string) => base64(`:${text}`)],
        ["base64, behind two bytes", (text: string) => base64(`::${text}`)],
    ] as const) {
        it(`no piece of eight characters is shown that comes back in ${name}, whole or cut (property)`, () => {
            fc.assert(
                fc.property(value, cut, (text, shares) => {
                    const result = shown(`it is (${cutAt(encode(text), shares)}), no?`, { a: text });
                    const standard = result.replaceAll("-", "+").replaceAll("_", "/");
                    for (const piece of piecesOf(text).flatMap(base64Inside)) {
                        expect(standard).to.not.include(piece);
                    }
                }),
                sampled(150),
            );
        });
    }

    it("a text is told that is one encoding inside another", () => {
        const text = 'sécret "hunter2"\n<s3cr3t-hunter2>';
        for (const inside of [
            base64(JSON.stringify({ profile: { text } })),
            encodeURIComponent(base64(text)),
            json(base64(encodeURIComponent(text))),
            base64(base64(text)),
            Buffer.from(base64(text)).toString("hex"),
            html(json(encodeURIComponent(text))),
        ]) {
            expect(shown(`got ${inside}.`, { text })).to.match(/^got .{0,40}\[profile\.text\].{0,40}\.$/);
        }
    });

    it("a text is told that was made simpler: other spaces, no accents, another form of Unicode", () => {
        for (const [sent, said] of [
            ["+1 (555) 123-4567", "+15551234567"],
            ["12, Rue de l'Église", "12 rue de l eglise"],
            ["Zoé Müller-Lüdenscheidt", "Zo&eacute; M&uuml;ller-L&uuml;denscheidt"],
            ["Zoé Müller-Lüdenscheidt", "Zoé Müller-Lüdenscheidt".normalize("NFD")],
            ["line one\nline two", "line one line two"],
            ["straße nach süden", "STRASSE NACH SÜDEN"],
        ] as const) {
            expect(shown(`no ${said}!`, { name: sent })).to.match(/^no \+?\[profile\.name\]!$/);
        }
    });

    it("a number is told by its digits, and short ones are left", () => {
        const profile = { custom: { account: 15551234567, size: 1234567, ratio: 0.123456789 } };

        expect(shown("account 15551234567, size 1234567, ratio 0.123456789", profile)).to.equal(
            "account [profile.custom.account], size 1234567, ratio [profile.custom.ratio]",
        );
        expect(shown("account 15,551,234,567", profile)).to.equal("account [profile.custom.account]");

        const exact = parseExactJson('{"crm": {"id": 1234567890123456789}}') as ExactObject;
        expect(shown("no 1234567890123456789", exact)).to.equal("no [profile.crm.id]");
    });

    it("each text is told by its place, the longer one where two have a piece in common", () => {
        const profile = {
            email: "ada@example.com",
            custom: { "work email": "bob@example.com", list: ["x", { token: "t0k3n-t0k3n-t0k3n" }] },
        };

        expect(shown("bob@example.com, ADA@EXAMPLE.COM, t0k3n-t0k3n-t0k3n", profile)).to.equal(
            '[profile.custom["work email"]], [profile.email], [profile.custom.list[1].token]',
        );
    });

    it("the user id is told as well, and names of keys stay", () => {
        const profile = { phone_number: "nonsense", custom: { favourite_colour: "no colour at all" } };

        expect(
            shown("svc-ci-production: phone_number or favourite_colour is bad", profile, "svc-ci-production"),
        ).to.equal("[userId]: phone_number or favourite_colour is bad");
    });

    it("short texts stay, and so does everything that was not sent (property)", () => {
        const of = (letters: string, minLength = 0) =>
            fc.string({ unit: fc.constantFrom(...Array.from(letters)), minLength, maxLength: 40 });
        fc.assert(
            fc.property(
                of("abcd(%41&#x;\\u0", 8),
                of("wxyz 89.,%7A&#\\"),
                fc.string({ maxLength: 7 }),
                (sent, said, short) => {
                    expect(shown(said, { a: sent, b: short })).to.equal(said);
                },
            ),
            cases,
        );
    });

    it("a megabyte is looked through as well", () => {
        const text = Array.from({ length: 70_000 }, (_, n) => `word number ${n}`).join(" ");

        expect(shown(`see (${text.slice(500_000, 501_000)})`, { custom: { text } })).to.equal(
            "see ([profile.custom.text])",
        );
    });
});

describe("The API key in a text", () => {
    const forms: [string, string][] = [
        ["as it is", apiKey],
        ["percent-encoded", encodeURIComponent(apiKey)],
        [
            "percent-encoded in lower case",
            encodeURIComponent(apiKey).replaceAll(/%../g, (code) => code.toLowerCase()),
        ],
        ["in base64", base64(apiKey)],
        ["in base64 for URLs", Buffer.from(apiKey).toString("base64url")],
        ["in base64 behind Bearer", base64(`Bearer ${apiKey}`)],
        ["in base64 as a user name", base64(`${apiKey}:`)],
        ["in base64 in JSON", base64(JSON.stringify({ authorization: apiKey }))],
        ["in base64 of one case", base64(apiKey).toLowerCase()],
    ];
    for (const [name, form] of forms) {
        it(`is taken out ${name}`, () => {
            const clean = withoutKey(`before ${form} after ${form}`, apiKey);

            expect(clean).to.match(/^before .*\[API key\].* after .*\[API key\]/);
            expect(clean).to.not.include(form.slice(-20, -8));
        });
    }

    it("is taken out of base64 wherever it begins in it (property)", () => {
        const secret = fc.string({
            unit: fc.constantFrom("A", "b", "Z", "0", "9", "_", "-", "/", "+", "="),
            minLength: 12,
            maxLength: 40,
        });
        fc.assert(
            fc.property(secret, fc.string(), fc.string(), (key, before, after) => {
                expect(withoutKey(base64(before + key + after), key)).to.include("[API key]");
            }),
            cases,
        );
    });

    it("that is short is taken out of what a server says, as a text and not as a pattern", () => {
        const shownWith = (key: string, text: string) => redaction({ apiKey: key, userId: "ada" })(text);

        expect(shownWith("a.c", "abc")).to.equal("abc");
        expect(shownWith("$&c(", "a$&c(")).to.equal("a[API key]");
        expect(shownWith("key", "subtitle: the keys are a2V5")).to.equal("subtitle: the [API key]s are a2V5");
    });
});
