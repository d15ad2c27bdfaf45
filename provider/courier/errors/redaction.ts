import { formatKey } from "../../core/values/key-path";
import { isExactNumber, type ExactObject, type ExactValue } from "../../core/values/exact-json";
import { Decoder, decodings, type DecodedText } from "./decoded-texts";

/** What was sent with a request. */
export interface Sent {
    readonly apiKey: string;
    readonly userId: string;
    readonly profile?: ExactObject | undefined;
}

/**
 * Makes texts of the server's fit to be shown: what it quotes of what it was sent is replaced by the place that it had
 * there. Of a long text it is the beginning.
 */
export function redaction({ apiKey, userId, profile = {} }: Sent): (text: string) => string {
    return (text) =>
        redact(withoutShortKey(text.slice(0, longestText), apiKey), [
            ...textsOfKey(apiKey),
            { label: "[userId]", text: userId },
            ...textsOf(profile, "profile"),
        ]);
}

/** The text without the API key. A key too short for Courier may be one of our own words, and stays. */
export function withoutKey(text: string, apiKey: string): string {
    return redact(text, textsOfKey(apiKey));
}

const keyLabel = "[API key]";

/** What somebody gives to an emulator as its key. */
function withoutShortKey(text: string, apiKey: string): string {
    const forms = [apiKey, encodeURIComponent(apiKey)].map((form) => form.replace(/\W/g, "\\$&"));
    return apiKey.length < pieceLength ? text.replace(new RegExp(forms.join("|"), "gi"), keyLabel) : text;
}

/** Also in base64 of one case, which nobody could decode: the key is worth more than any other text. */
function textsOfKey(apiKey: string): Hidden[] {
    const forms = [0, 1, 2].flatMap((before) => {
        const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(apiKey)]);
        // The digits that the key alone decides, for each place where it can begin in a text.
        const [first, last] = [Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6)];
        return [bytes.toString("base64"), bytes.toString("base64url")].map((text) => text.slice(first, last));
    });
    return [apiKey, ...forms].map((text) => ({ label: keyLabel, text }));
}

/** The texts and numbers in a value, by their paths. */
function textsOf(value: ExactValue | undefined, path: string): Hidden[] {
    if (Array.isArray(value)) {
        return value.flatMap((item, index) => textsOf(item, formatKey(path, index)));
    }
    if (typeof value === "object" && value !== null && !isExactNumber(value)) {
        return Object.entries(value).flatMap(([key, item]) => textsOf(item, formatKey(path, key)));
    }
    const text = String(value ?? "");
    return text.length < pieceLength ? [] : [{ label: `[${path}]`, text }];
}

/** A text that no message may quote, and what stands in its place. */
interface Hidden {
    readonly label: string;
    readonly text: string;
}

/** A stretch of a text. */
interface Place {
    readonly start: number;
    readonly end: number;
}

interface Labelled extends Place {
    readonly label: string;
}

/** Where in a text each piece of it stands. */
type Places = ReadonlyMap<string, readonly Place[]>;

/** Shorter pieces may be part of any word. */
const pieceLength = 8;

/** A message shows much less of what a server says. */
const longestText = 2048;

/**
 * The text with labels in the place of each piece of what is hidden that has eight characters or more: as it is or
 * encoded, in upper or lower case, with other punctuation, whole or cut.
 */
function redact(text: string, hidden: readonly Hidden[]): string {
    const places = placesOfPieces(text);
    const found = hidden.flatMap(({ label, text: secret }) =>
        merged(placesOf(secret, places)).map((place) => ({ ...place, label })),
    );
    return withLabels(text, found);
}

/** All pieces that can be read in the text or in what it encodes. */
function placesOfPieces(text: string): Places {
    const places = new Map<string, Place[]>();
    for (const decoded of decodings(text)) {
        for (const form of comparedForms) {
            const { text: compared, starts, ends } = inForm(decoded, form);
            for (const [at, piece] of pieces(compared)) {
                const place = { start: starts[at] ?? 0, end: ends[at + pieceLength - 1] ?? 0 };
                const others = places.get(piece);
                if (others) {
                    others.push(place);
                } else {
                    places.set(piece, [place]);
                }
            }
        }
    }
    return places;
}

/** Where pieces of the secret stand. */
function placesOf(secret: string, places: Places): Place[] {
    const found = new Set<string>();
    for (const form of comparedForms) {
        for (const [, piece] of pieces(form(secret))) {
            if (places.has(piece)) {
                found.add(piece);
            }
        }
    }
    return [...found].flatMap((piece) => places.get(piece) ?? []);
}

function* pieces(text: string): Iterable<[at: number, piece: string]> {
    for (let at = 0; at + pieceLength <= text.length; at++) {
        yield [at, text.slice(at, at + pieceLength)];
    }
}

/** Two texts are compared in either form. Each makes of a text what it makes of the text's characters, one by one. */
const comparedForms = [inOneCase, lettersAndDigits];

function inOneCase(text: string): string {
    return text.toUpperCase().toLowerCase().replaceAll("ς", "σ").replaceAll("+", " ");
}

/** Phone numbers, and whatever is escaped in a way of its own, are told by these alone; accents may be lost. */
function lettersAndDigits(text: string): string {
    return inOneCase(text.normalize("NFKD").replace(/[^\p{L}\p{N}]+/gu, ""));
}

function inForm(source: DecodedText, form: (text: string) => string): DecodedText {
    const result = new Decoder(source);
    let at = 0;
    for (const character of source.text) {
        result.add(form(character), at, at + character.length);
        at += character.length;
    }
    return result;
}

/** Places as few as they can be: what overlaps or touches is one. */
function merged(places: readonly Place[]): Place[] {
    const result: { start: number; end: number }[] = [];
    for (const { start, end } of places.toSorted((a, b) => a.start - b.start)) {
        const last = result.at(-1);
        if (last && start <= last.end) {
            last.end = Math.max(last.end, end);
        } else {
            result.push({ start, end });
        }
    }
    return result;
}

/** Where several secrets have a piece in common, it counts as part of the one of which most is there. */
function withLabels(text: string, found: readonly Labelled[]): string {
    const stretches: { start: number; end: number; longest: Labelled }[] = [];
    for (const place of found.toSorted((a, b) => a.start - b.start)) {
        const last = stretches.at(-1);
        if (last && place.start < last.end) {
            last.end = Math.max(last.end, place.end);
            last.longest = lengthOf(place) > lengthOf(last.longest) ? place : last.longest;
        } else {
            stretches.push({ start: place.start, end: place.end, longest: place });
        }
    }
    let result = "";
    let at = 0;
    for (const { start, end, longest } of stretches) {
        result += text.slice(at, start) + longest.label;
        at = end;
    }
    return result + text.slice(at);
}

function lengthOf({ start, end }: Place): number {
    return end - start;
}
