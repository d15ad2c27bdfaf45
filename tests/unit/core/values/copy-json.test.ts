import vm from "node:vm";
import { expect } from "chai";
import fc from "fast-check";
import { copyPlainJson, copyProfile } from "../../../../provider/core/values/copy-json";
import { formatPath } from "../../../../provider/core/values/key-path";
import { inputProblem, type Problem } from "../../../../provider/core/messages/problem";
import { cases, declarableProfile } from "../support/arbitraries";

function problemsOf(profile: unknown): Problem[] {
    const problems: Problem[] = [];
    copyProfile(profile, "profile", problems);
    return problems;
}

function copyOf(profile: unknown): unknown {
    const problems: Problem[] = [];
    const copy = copyProfile(profile, "profile", problems);
    expect(problems).to.be.empty;
    return copy;
}

describe("A profile that JSON can carry", () => {
    it("is copied as it is, without the keys that are undefined", () => {
        const profile = { a: "x", b: [1, null, { c: true }], d: {}, e: null, f: undefined };

        expect(copyOf(profile)).to.deep.equal({ a: "x", b: [1, null, { c: true }], d: {}, e: null });
    });

    it("may hold the same object twice, but not inside itself", () => {
        const shared = { a: 1 };

        expect(copyOf({ x: shared, y: [shared, shared] })).to.deep.equal({ x: shared, y: [shared, shared] });
    });

    it("may come from another realm or have no prototype", () => {
        expect(copyOf(vm.runInNewContext("({ a: [{ b: 1 }] })"))).to.deep.equal({ a: [{ b: 1 }] });
        expect(copyOf(Object.assign(Object.create(null), { a: 1 }))).to.deep.equal({ a: 1 });
    });

    it("may have keys with the names of Object's own methods, and emoji", () => {
        expect(copyOf({ constructor: 1, toString: 2, "👩‍🚀": "👩‍🚀" })).to.deep.equal({
            constructor: 1,
            toString: 2,
            "👩‍🚀": "👩‍🚀",
        });
    });

    it("may have any fraction, and the integers that JavaScript holds exactly", () => {
        const numbers = [0.1, 1e-300, 5e-324, 1.5, 2 ** 53 - 1, -(2 ** 53) + 1, -0];
        expect(copyOf({ numbers })).to.deep.equal({ numbers });
    });

    it("comes through exactly, whatever it is (property)", () => {
        fc.assert(
            fc.property(declarableProfile, (profile) => {
                fc.pre(!JSON.stringify(profile).includes("__proto__"));
                expect(copyOf(profile)).to.deep.equal(profile);
            }),
            cases,
        );
    });
});

describe("A profile that JSON cannot carry is refused, with the path and the reason:", () => {
    class Team {
        readonly name = "x";
    }
    const cycle: Record<string, unknown> = {};
    cycle.again = [cycle];

    const inCustom: [string, unknown, RegExp][] = [
        ["NaN", NaN, /is NaN/],
        ["infinity", -Infinity, /is -Infinity/],
        ["a Date", new Date(0), /is a Date \(write date\.toISOString\(\)\)/],
        ["a Date of another realm", vm.runInNewContext("new Date(0)"), /an instance of Date/],
        ["a function", () => 1, /is a function/],
        ["a symbol", Symbol("x"), /is a symbol/],
        ["a bigint", 1n, /is a bigint/],
        ["a Map", new Map(), /an instance of Map/],
        ["a Set of another realm", vm.runInNewContext("new Set()"), /an instance of Set/],
        ["a class instance", new Team(), /an instance of Team/],
        ["a boxed string", Object("x"), /an instance of String/],
        ["bytes", Buffer.from("x"), /an instance of Buffer/],
        ["a regular expression", /x/, /an instance of RegExp/],
        ["a URL", new URL("https://x.invalid"), /an instance of URL/],
        ["an unpaired surrogate", "x\ud800", /unpaired UTF-16 surrogate/],
    ];
    for (const [name, value, reason] of inCustom) {
        it(name, () => {
            const [problem, ...others] = problemsOf({ email: "a", custom: { bad: value } });

            expect(others).to.be.empty;
            expect(problem?.property).to.equal("profile.custom.bad");
            expect(problem?.reason).to.match(reason);
        });
    }

    it("undefined in an array, also where it is only a gap", () => {
        expect(
            problemsOf({ list: [1, undefined], gap: new Array<unknown>(1) }).map(({ property }) => property),
        ).to.deep.equal(["profile.list[1]", "profile.gap[0]"]);
    });

    it("a cycle", () => {
        expect(problemsOf({ custom: cycle })).to.deep.equal([
            inputProblem("profile.custom.again[0]", "contains itself; JSON has no cycles"),
        ]);
    });

    it("a key with an unpaired surrogate, named in a form that can be printed", () => {
        const [problem] = problemsOf({ "a\ud800": 1 });

        expect(problem?.property.isWellFormed()).to.equal(true);
        expect(problem?.reason).to.match(/unpaired UTF-16 surrogate/);
    });

    it("a key that Pulumi's engine would drop or take for one of its own", () => {
        const keys = ["__proto__", "4dabf18193072939515e22adb298388d"];
        for (const key of keys) {
            const [problem] = problemsOf({ custom: JSON.parse(`{"${key}":1}`) as unknown });
            expect(problem?.property).to.equal(formatPath(["profile", "custom", key]));
            expect(problem?.reason).to.match(/cannot be declared: Pulumi/);
        }
    });

    for (const number of [2 ** 53, -(2 ** 53), 1e21, Number.MAX_VALUE]) {
        it(`the integer ${number}, of which JavaScript may have lost digits`, () => {
            const [problem, ...others] = problemsOf({ custom: { ids: [1, number] } });

            expect(others).to.be.empty;
            expect(problem?.property).to.equal("profile.custom.ids[1]");
            expect(problem?.reason)
                .to.match(/beyond 2\^53.* give it as a text$/)
                .and.not.to.contain(`${number}`);
        });
    }

    it("a symbol as a key", () => {
        expect(problemsOf({ custom: { [Symbol("x")]: 1 } })).to.have.length(1);
    });

    for (const [name, value] of [
        ["an array", []],
        ["a text", "x"],
        ["null", null],
        ["undefined", undefined],
        ["a Date", new Date(0)],
    ] as const) {
        it(`${name} in place of the whole profile`, () => {
            const [problem, ...others] = problemsOf(value);
            expect(others).to.be.empty;
            expect(problem?.property).to.equal("profile");
        });
    }

    it("everything at once, each with its own path", () => {
        expect(problemsOf({ a: NaN, b: [{ c: 1n }] }).map(({ property }) => property)).to.deep.equal([
            "profile.a",
            "profile.b[0].c",
        ]);
    });
});

describe("A handler of values that are not JSON", () => {
    it("is asked first, with the path, and its answer is taken over", () => {
        const paths: string[] = [];
        const date = new Date(0);
        const problems: Problem[] = [];

        const copy = copyPlainJson({ a: [date] }, "profile", problems, (value, path) => {
            paths.push(path);
            return value === date ? { replacement: "then" } : undefined;
        });

        expect(copy).to.deep.equal({ a: ["then"] });
        expect(problems).to.be.empty;
        expect(paths).to.deep.equal(["profile", "profile.a", "profile.a[0]"]);
    });
});
