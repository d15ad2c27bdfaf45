import { expect } from "chai";
import fc from "fast-check";
import { compare, type DeclaredValue } from "../../../../provider/core/values/compare";
import { unknown } from "../../../../provider/core/values/unknown";
import { anyProfile, cases, reordered } from "../support/arbitraries";

describe("The diff of two profiles", () => {
    it("names each key that was added, changed or deleted, at any depth", () => {
        const before = { email: "a@x.com", custom: { team: "a", tier: 1, deep: { gone: true } } };
        const after = { email: "b@x.com", custom: { team: "a", tier: 2, deep: { come: true } } };

        expect(compare(before, after)).to.have.deep.members([
            { path: ["email"], kind: "update" },
            { path: ["custom", "tier"], kind: "update" },
            { path: ["custom", "deep", "gone"], kind: "delete" },
            { path: ["custom", "deep", "come"], kind: "add" },
        ]);
    });

    it("compares arrays as a whole, their order included", () => {
        expect(compare({ tags: ["a", "b"] }, { tags: ["b", "a"] })).to.deep.equal([
            { path: ["tags"], kind: "update" },
        ]);
        expect(compare({ tags: ["a"] }, { tags: ["a", "b"] })).to.have.length(1);
        expect(compare({ tags: [{ x: 1 }, []] }, { tags: [{ x: 1 }, []] })).to.deep.equal([]);
    });

    it("takes null for absent, also inside an object in an array", () => {
        expect(compare({ email: null, custom: { a: null } }, { custom: {} })).to.deep.equal([]);
        expect(compare({ list: [{ a: null }] }, { list: [{}] })).to.deep.equal([]);
        expect(compare({ email: null }, { email: "a" })).to.deep.equal([{ path: ["email"], kind: "add" }]);
        expect(compare({ email: "a" }, { email: null })).to.deep.equal([{ path: ["email"], kind: "delete" }]);
    });

    it("tells an object from an array, a text and an absent key", () => {
        for (const other of [[], "", 0, false]) {
            expect(compare({ a: {} }, { a: other })).to.deep.equal([{ path: ["a"], kind: "update" }]);
        }
        expect(compare({ a: {} }, {})).to.deep.equal([{ path: ["a"], kind: "delete" }]);
        expect(compare({ a: "1" }, { a: 1 })).to.have.length(1);
    });

    it("treats the names of Object's own methods as keys like any other", () => {
        expect(compare({}, { constructor: "x", toString: "y" })).to.deep.equal([
            { path: ["constructor"], kind: "add" },
            { path: ["toString"], kind: "add" },
        ]);
    });

    it("counts what is not known yet as changed, alone, in an object and in an array", () => {
        const inputs = (value: unknown) => value as DeclaredValue;
        expect(compare("a", unknown)).to.deep.equal([{ path: [], kind: "update" }]);
        expect(compare(undefined, unknown)).to.deep.equal([{ path: [], kind: "add" }]);
        expect(compare({ a: "x", b: 1 }, inputs({ a: unknown, b: 1 }))).to.deep.equal([
            { path: ["a"], kind: "update" },
        ]);
        expect(compare({ a: ["x"] }, inputs({ a: [unknown] }))).to.have.length(1);
        expect(compare({ a: "x" }, unknown)).to.deep.equal([{ path: [], kind: "update" }]);
    });

    it("is empty between a profile and itself (property)", () => {
        fc.assert(
            fc.property(anyProfile, (profile) => {
                expect(compare(profile, structuredClone(profile))).to.deep.equal([]);
            }),
            cases,
        );
    });

    it("is blind to the order of keys (property)", () => {
        const sorted = (changes: ReturnType<typeof compare>) =>
            changes.map((change) => JSON.stringify(change)).sort();
        fc.assert(
            fc.property(anyProfile, anyProfile, (before, after) => {
                expect(compare(before, reordered(before))).to.deep.equal([]);
                expect(sorted(compare(reordered(before), reordered(after)))).to.deep.equal(
                    sorted(compare(before, after)),
                );
            }),
            cases,
        );
    });

    it("turned round, adds what it deleted (property)", () => {
        const turned = { add: "delete", delete: "add", update: "update" };
        fc.assert(
            fc.property(anyProfile, anyProfile, (before, after) => {
                const there = compare(before, after).map(({ path, kind }) => ({ path, kind }));
                const back = compare(after, before).map(({ path, kind }) => ({
                    path,
                    kind: turned[kind],
                }));
                expect(back).to.have.deep.members(there);
            }),
            cases,
        );
    });
});
