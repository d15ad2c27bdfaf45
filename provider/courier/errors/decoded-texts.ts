/** A text, each UTF-16 unit of which comes from a stretch of another. */
export interface DecodedText {
    readonly text: string;
    /** Where the stretch of each unit starts in the original text, and where it ends. */
    readonly starts: readonly number[];
    readonly ends: readonly number[];
}

/** Encodings inside of encodings that are looked into: base64 of base64 and the like. */
const mostLayers = 2;

/** Escapes inside of escapes that are undone, such as JSON in JSON, or in HTML. */
const mostEscapes = 4;

/**
 * The text as it is, and whatever it may say once the encodings are undone in which servers quote what they were sent:
 * percent-encoding, JSON's and HTML's escapes, base64 and hexadecimal digits, also one inside another.
 */
export function decodings(original: string): DecodedText[] {
    const positions = Array.from({ length: original.length }, (_, index) => index);
    return inLayers({ text: original, starts: positions, ends: positions.map((at) => at + 1) }, mostLayers);
}

function inLayers(source: DecodedText, layers: number): DecodedText[] {
    const texts = unescapings(source);
    return layers === 0
        ? texts
        : texts.flatMap((text) => [
              text,
              ...[...base64Decodings(text), ...hexDecodings(text)].flatMap((inner) =>
                  inLayers(inner, layers - 1),
              ),
          ]);
}

/** The text, and what it becomes when its escapes are undone, and the escapes in that. */
function unescapings(source: DecodedText): DecodedText[] {
    const found = new Map([[source.text, source]]);
    let last = [source];
    for (let layer = 0; layer < mostEscapes && last.length > 0; layer++) {
        last = last.flatMap((text) => families.map((family) => unescaped(text, family)));
        last = last.filter(({ text }) => !found.has(text));
        last.forEach((text) => found.set(text.text, text));
    }
    return [...found.values()];
}

/** Escapes that occur together: what they match, and the text or the bytes that a match stands for. */
interface EscapeFamily {
    readonly pattern: RegExp;
    readonly meaning: (escape: string) => string | Buffer;
}

const families: readonly EscapeFamily[] = [
    {
        pattern: /(?:%[\da-f]{2})+|%u[\da-f]{4}/gi,
        meaning: (escape) =>
            /^%u/i.test(escape)
                ? codePoint(escape.slice(2), 16)
                : Buffer.from(escape.replaceAll("%", ""), "hex"),
    },
    {
        pattern: /(?:\\x[\da-f]{2})+|\\u[\da-f]{4}|\\u\{[\da-f]{1,6}\}|\\[^ux]/gi,
        meaning: (escape) =>
            /^\\x/i.test(escape)
                ? Buffer.from(escape.replace(/\\x/gi, ""), "hex")
                : /^\\u/i.test(escape)
                  ? codePoint(escape.replace(/[^\da-f]/gi, ""), 16)
                  : (jsonEscapes[escape.charAt(1)] ?? escape.charAt(1)),
    },
    {
        pattern: /&#\d{1,7};?|&#x[\da-f]{1,6};?|&[a-z]+\d*;/gi,
        meaning: (escape) =>
            /^&#x/i.test(escape)
                ? codePoint(escape.slice(3), 16)
                : escape.startsWith("&#")
                  ? codePoint(escape.slice(2), 10)
                  : // The entity of a letter begins with it: "eacute".
                    (entities[escape.slice(1, -1).toLowerCase()] ?? escape.charAt(1)),
    },
];

const jsonEscapes: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

const entities: Readonly<Record<string, string>> = {
    amp: "&",
    lt: "<",
    gt: ">",
    quot: '"',
    apos: "'",
    nbsp: " ",
};

function unescaped(source: DecodedText, { pattern, meaning }: EscapeFamily): DecodedText {
    const result = new Decoder(source);
    let at = 0;
    for (const { 0: escape, index } of source.text.matchAll(pattern)) {
        const text = meaning(escape);
        result.copy(at, index);
        at = index + escape.length;
        if (typeof text === "string") {
            result.add(text, index, at);
        } else {
            const width = escape.length / text.length;
            result.addBytes(text, (byte) => [index + byte * width, index + (byte + 1) * width]);
        }
    }
    result.copy(at, source.text.length);
    return result;
}

function codePoint(digits: string, radix: number): string {
    const value = parseInt(digits, radix);
    return value <= 0x10ffff ? String.fromCodePoint(value) : "\ufffd";
}

/** Base64 may begin at any of a group's four digits, where a text was cut. Shorter pieces hold no eight characters. */
function base64Decodings(source: DecodedText): DecodedText[] {
    return [...source.text.matchAll(/[\w+/-]{11,}/g)].flatMap(({ 0: digits, index }) =>
        [0, 1, 2, 3].map((skipped) => {
            const start = index + skipped;
            return new Decoder(source).addBytes(Buffer.from(digits.slice(skipped), "base64"), (byte) => [
                start + Math.floor((byte * 8) / 6),
                start + Math.floor((byte * 8 + 7) / 6) + 1,
            ]);
        }),
    );
}

function hexDecodings(source: DecodedText): DecodedText[] {
    return [...source.text.matchAll(/[\da-f]{16,}/gi)].flatMap(({ 0: digits, index }) =>
        [0, 1].map((skipped) => {
            const start = index + skipped;
            return new Decoder(source).addBytes(Buffer.from(digits.slice(skipped), "hex"), (byte) => [
                start + byte * 2,
                start + byte * 2 + 2,
            ]);
        }),
    );
}

/** Puts a text together from another, and keeps where each piece comes from. */
export class Decoder implements DecodedText {
    text = "";
    readonly starts: number[] = [];
    readonly ends: number[] = [];
    readonly #source: DecodedText;

    constructor(source: DecodedText) {
        this.#source = source;
    }

    /** Takes over units of the source as they are. */
    copy(start: number, end: number): void {
        for (let at = start; at < end; at++) {
            this.add(this.#source.text.charAt(at), at, at + 1);
        }
    }

    /** Adds what units of the source stand for. */
    add(text: string, start: number, end: number): void {
        this.text += text;
        for (let unit = 0; unit < text.length; unit++) {
            this.starts.push(this.#source.starts[start] ?? 0);
            this.ends.push(this.#source.ends[end - 1] ?? 0);
        }
    }

    /** Adds bytes as UTF-8, and as Latin-1 where they are none; `placeOf` says where a byte stands in the source. */
    addBytes(bytes: Buffer, placeOf: (byte: number) => readonly [start: number, end: number]): this {
        for (let at = 0; at < bytes.length;) {
            const length = utf8Length(bytes, at);
            const character = bytes.toString(length === 1 ? "latin1" : "utf8", at, at + length);
            this.add(character, placeOf(at)[0], placeOf(at + length - 1)[1]);
            at += length;
        }
        return this;
    }
}

/** How many bytes make up the character that begins here; 1 where it is none. */
function utf8Length(bytes: Buffer, at: number): number {
    const first = bytes[at] ?? 0;
    const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
    const others = bytes.subarray(at + 1, at + length);
    return others.length === length - 1 && others.every((byte) => (byte & 0xc0) === 0x80) ? length : 1;
}
