import { expect } from "chai";
import fc from "fast-check";
import {
    exactJson,
    isExactInteger,
    isExactNumber,
    isHeldExactly,
    parseExactJson,
    toJavaScript,
} from "../../../../provider/core/values/exact-json";
import type { Path } from "../../../../provider/core/values/key-path";
import { anyJsonText, anyNumberText, cases } from "../support/arbitraries";

describe("A JSON text", () => {
    it("comes back to the letter, with every number in its notation (property)", () => {
        fc.assert(
            fc.property(anyJsonText, (text) => {
                expect(exactJson(parseExactJson(text))).to.equal(text);
            }),
            cases,
        );
    });

    it("is taken and refused as JSON.parse takes and refuses it, and has the same value (property)", () => {
        const damaged = fc
            .tuple(
                anyJsonText,
                fc.nat(),
                fc.constantFrom(
                    "",
                    " ",
                    "\n",
                    ",",
                    "}",
                    "]",
                    '"',
                    "\\",
                    "0",
                    ".",
                    "-",
                    "e",
                    "\u0001",
                    "\ufeff",
                ),
            )
            .map(([text, place, what]) => {
                const at = place % (text.length + 1);
                return text.slice(0, at) + what + text.slice(at + (what === "" ? 1 : 0));
            });
        fc.assert(
            fc.property(fc.oneof(anyJsonText, damaged, fc.string()), (text) => {
                expect(outcome(() => toJavaScript(parseExactJson(text), () => undefined))).to.deep.equal(
                    outcome(() => finite(JSON.parse(text))),
                );
            }),
            cases,
        );
    });

    for (const text of [
        '{"__proto__":{"a":1},"constructor":2,"toString":"x"}',
        '{"toJSON":"x","custom":{"toJSON":null}}',
        '{"isLosslessNumber":true,"value":"1","toString":1}',
        '{"":{"\\u0000":"\\ud800"}}',
        "[-0,0.0,1E+2,1e-400,1e400,123456789012345678901234567890]",
    ]) {
        it(`comes back to the letter: ${text}`, () => {
            expect(exactJson(parseExactJson(text))).to.equal(text);
        });
    }

    it("never changes the prototype of what it is read into", () => {
        const value = parseExactJson('{"__proto__":{"admin":true}}') as Record<string, unknown>;

        expect(Object.getPrototypeOf(value)).to.equal(Object.prototype);
        expect(value.admin).to.equal(undefined);
        expect(Object.keys(value)).to.deep.equal(["__proto__"]);
        expect(
            Object.keys(toJavaScript(parseExactJson('{"__proto__":1}'), () => undefined) as object),
        ).to.deep.equal(["__proto__"]);
    });

    it("may be a thousand levels deep", () => {
        const text = `${'{"a":['.repeat(500)}1.0${"]}".repeat(500)}`;

        expect(exactJson(parseExactJson(text))).to.equal(text);
        expect(toJavaScript(parseExactJson(text), () => undefined)).to.deep.equal(JSON.parse(text));
    });

    it("that has a key twice counts the last one, and tells where, unless both are the same", () => {
        const repeated: Path[] = [];
        const value = parseExactJson('{"a":1,"b":[{"x y":1,"x y":2.0}],"a":1,"c":1,"c":1.0}', (path) => {
            repeated.push(path);
        });

        expect(exactJson(value)).to.equal('{"a":1,"b":[{"x y":2.0}],"c":1.0}');
        expect(repeated).to.deep.equal([["b", 0, "x y"], ["c"]]);
    });
});

describe("A number of a JSON text", () => {
    it("is held exactly if JavaScript writes the same number, and no other integer is read as it (property)", () => {
        fc.assert(
            fc.property(anyNumberText, (text) => {
                const value = Number(text);
                const isSame = Number.isFinite(value) && isSameDecimal(text, String(value));
                expect(isHeldExactly(text)).to.equal(isSame && isExactInteger(value));
            }),
            { numRuns: 10_000 },
        );
    });

    for (const text of [
        "0",
        "-0",
        "0e999",
        "1.50",
        "1e3",
        "100e-2",
        "0.1",
        "5e-324",
        "9007199254740991",
        "0.10",
        "12.5E+1",
    ]) {
        it(`is held exactly: ${text}`, () => {
            expect(isHeldExactly(text)).to.equal(true);
        });
    }

    for (const text of [
        "9007199254740992",
        "9007199254740993",
        "-12345678901234567890",
        "1e16",
        "1e21",
        "0.1000000000000000055",
        "3.14159265358979323846",
        "1e-400",
        "-1e400",
        "1e99999999999999999999",
        "4e-324",
    ]) {
        it(`is not held exactly: ${text}`, () => {
            expect(isHeldExactly(text)).to.equal(false);
        });
    }

    it("takes no longer for its zeros than for its other digits", () => {
        const zeros = "0".repeat(2_000_000);

        for (const text of [`1.${zeros}1`, `1${zeros}1`, `1e${zeros}1`, `1e1${zeros}`, `0.${zeros}`]) {
            isHeldExactly(text);
        }
        expect(isHeldExactly(`1.${zeros}`)).to.equal(true);
        expect(isHeldExactly(`1.${zeros}1`)).to.equal(false);
        expect(isHeldExactly(`1e${zeros}1`)).to.equal(true);
    });

    it("keeps its text only where JavaScript would write another", () => {
        const isKept = (text: string) => isExactNumber(parseExactJson(text));

        expect(["1", "0.5", "-3", "1e+21", "9007199254740992"].map(isKept)).to.deep.equal(
            ["1", "0.5", "-3", "1e+21", "9007199254740992"].map(() => false),
        );
        expect(["1.0", "1e2", "-0", "9007199254740993"].map(isKept)).to.deep.equal([true, true, true, true]);
    });
});

describe("A value as JavaScript has it", () => {
    it("has the nearest numbers, and tells the path of each that is not the same any more", () => {
        const rounded: Path[] = [];
        const value = toJavaScript(
            parseExactJson('{"a":[1.0,1234567890123456789],"b":{"c d":1e400,"e":-1e400},"f":1e-400,"g":1e2}'),
            (path) => rounded.push(path),
        );

        expect(value).to.deep.equal({
            a: [1, 1234567890123456800],
            b: { "c d": Number.MAX_VALUE, e: -Number.MAX_VALUE },
            f: 0,
            g: 100,
        });
        expect(rounded).to.deep.equal([["a", 1], ["b", "c d"], ["b", "e"], ["f"]]);
    });

    it("tells nothing of an integer that is the very same, though JavaScript reads others as it too", () => {
        const rounded: Path[] = [];
        const value = toJavaScript(parseExactJson('{"a":9007199254740992}'), (path) => rounded.push(path));

        expect(JSON.stringify(value)).to.equal('{"a":9007199254740992}');
        expect(rounded).to.be.empty;
    });
});

function outcome(work: () => unknown): unknown {
    try {
        return { value: work() };
    } catch (error) {
        return { isSyntaxError: error instanceof SyntaxError };
    }
}

/** JSON.parse knows infinity, which JSON does not. */
function finite(value: unknown): unknown {
    if (typeof value === "number" && !Number.isFinite(value)) {
        return Math.sign(value) * Number.MAX_VALUE;
    }
    if (Array.isArray(value)) {
        return value.map(finite);
    }
    return typeof value === "object" && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, finite(item)]))
        : value;
}

/** Compares two numbers as fractions of integers. */
function isSameDecimal(one: string, other: string): boolean {
    const [a, b] = [fraction(one), fraction(other)];
    return a.numerator * b.denominator === b.numerator * a.denominator;
}

function fraction(text: string): { numerator: bigint; denominator: bigint } {
    const [mantissa = "", exponent = "0"] = text.toLowerCase().split("e");
    const [whole = "", digits = ""] = mantissa.split(".");
    const numerator = BigInt(whole + digits);
    const power = BigInt(exponent) - BigInt(digits.length);
    return power < 0n
        ? { numerator, denominator: 10n ** -power }
        : { numerator: numerator * 10n ** power, denominator: 1n };
}
