import { expect } from "chai";
import fc from "fast-check";
import { compare } from "../../../../provider/core/values/compare";
import { project } from "../../../../provider/core/values/declared-keys";
import { keyPaths, mergeDeclared, withoutDeclared } from "../../../../provider/core/values/undeclared-keys";
import { anyProfile, cases } from "../support/arbitraries";

describe("What others have written", () => {
    it("is the profile without the declared keys, at every depth", () => {
        const profile = { email: "a", theirs: 1, custom: { team: "a", theirs: { x: 1 } } };

        expect(withoutDeclared(profile, { email: "b", custom: { team: "b" } })).to.deep.equal({
            theirs: 1,
            custom: { theirs: { x: 1 } },
        });
    });

    it("holds no object that only declared keys were in", () => {
        expect(withoutDeclared({ custom: { team: "a" } }, { custom: { team: "b" } })).to.deep.equal({});
    });

    it("holds no part of a declared array or text, and all of a key declared as null", () => {
        expect(withoutDeclared({ tags: ["theirs"], a: { b: 1 } }, { tags: ["x"], a: "x" })).to.deep.equal({});
        expect(withoutDeclared({ email: "theirs" }, { email: null })).to.deep.equal({ email: "theirs" });
    });

    it("is listed by the full path of each key, a null left out", () => {
        expect(keyPaths({ a: 1, custom: { "given name": 1, list: [1], none: {} }, n: null })).to.deep.equal([
            ["a"],
            ["custom", "given name"],
            ["custom", "list"],
            ["custom", "none"],
        ]);
    });

    it("has nothing declared left in it: taking away twice is taking away once (property)", () => {
        fc.assert(
            fc.property(anyProfile, anyProfile, (profile, declared) => {
                const rest = withoutDeclared(profile, declared);
                expect(withoutDeclared(rest, declared)).to.deep.equal(rest);
                expect(keyPaths(withoutDeclared(profile, profile))).to.deep.equal([]);
                expect(withoutDeclared(profile, {})).to.deep.equal(profile);
            }),
            cases,
        );
    });
});

describe("Merging the declared keys into what others have written", () => {
    it("merges objects deeply and replaces anything else as a whole", () => {
        const others = { theirs: 1, custom: { theirs: 1, list: [1, 2], was: { a: 1 } } };
        const declared = { email: "a", custom: { list: [3], was: "text" } };

        expect(mergeDeclared(others, declared)).to.deep.equal({
            theirs: 1,
            email: "a",
            custom: { theirs: 1, list: [3], was: "text" },
        });
    });

    it("leaves alone what is declared as null", () => {
        expect(mergeDeclared({ email: "theirs" }, { email: null, name: null })).to.deep.equal({
            email: "theirs",
        });
        expect(mergeDeclared({}, { custom: { team: "a", gone: null } })).to.deep.equal({
            custom: { team: "a" },
        });
    });

    it("does not change what it is given", () => {
        const others = { custom: { theirs: 1 } };
        mergeDeclared(others, { custom: { ours: 1 } });

        expect(others).to.deep.equal({ custom: { theirs: 1 } });
    });

    it("makes every declared key read as declared, and loses nothing of the others' (property)", () => {
        fc.assert(
            fc.property(anyProfile, anyProfile, (server, declared) => {
                const others = withoutDeclared(server, declared);
                const merged = mergeDeclared(others, declared);
                expect(compare(declared, project(declared, merged))).to.deep.equal([]);
                expect(compare(others, project(others, merged))).to.deep.equal([]);
                expect(mergeDeclared(merged, declared)).to.deep.equal(merged);
            }),
            cases,
        );
    });

    it("and taking them away again leaves what the others wrote (property)", () => {
        fc.assert(
            fc.property(anyProfile, anyProfile, (server, declared) => {
                const others = withoutDeclared(server, declared);
                const rest = withoutDeclared(mergeDeclared(others, declared), declared);
                expect(compare(others, rest)).to.deep.equal([]);
            }),
            cases,
        );
    });
});
