import { expect } from "chai";
import fc from "fast-check";
import { compare } from "../../../../provider/core/values/compare";
import { isObject, type JsonObject } from "../../../../provider/core/values/json";
import { project } from "../../../../provider/core/values/declared-keys";
import { anyJson, anyProfile, cases, reordered } from "../support/arbitraries";

describe("The server's profile seen through the declared keys", () => {
    it("does not show a key that others wrote, at any depth", () => {
        const declared = { email: "a@x.com", custom: { team: "a", deep: { x: 1 } } };
        const server = {
            email: "a@x.com",
            phone_number: "1",
            custom: { team: "a", theirs: 1, deep: { x: 1, theirs: [] } },
        };

        expect(project(declared, server)).to.deep.equal(declared);
    });

    it("shows a declared key that was changed or removed", () => {
        expect(project({ a: 1, b: { c: 1, d: 1 } }, { a: 2, b: { d: 1 } })).to.deep.equal({
            a: 2,
            b: { d: 1 },
        });
        expect(project({ a: 1 }, { a: null })).to.deep.equal({});
    });

    it("shows an array as a whole, with what others added to it", () => {
        expect(project({ tags: ["a"] }, { tags: ["a", "theirs"] })).to.deep.equal({ tags: ["a", "theirs"] });
    });

    it("shows what took the place of a declared object", () => {
        expect(project({ custom: { a: 1 } }, { custom: "text" })).to.deep.equal({ custom: "text" });
        expect(project({ custom: "text" }, { custom: { a: 1 } })).to.deep.equal({ custom: { a: 1 } });
    });

    it("keeps the declared value where the server says the same in another form", () => {
        const declared = { list: [{ a: 1, b: null }], gone: null };

        expect(project(declared, { list: [{ a: 1 }] })).to.deep.equal(declared);
    });

    it("does not show what the server has under a key declared as null", () => {
        expect(project({ email: null }, { email: "theirs@x.com" })).to.deep.equal({ email: null });
    });

    it("finds no key on Object's prototype", () => {
        expect(project({ constructor: "x", toString: { a: 1 } }, {})).to.deep.equal({});
    });

    it("of the declared profile itself is the declared profile (property)", () => {
        fc.assert(
            fc.property(anyProfile, (declared) => {
                expect(project(declared, reordered(declared))).to.deep.equal(declared);
            }),
            cases,
        );
    });

    it("ignores everything undeclared, whatever and how deep it is (property)", () => {
        fc.assert(
            fc.property(
                anyProfile,
                anyProfile,
                fc.array(anyJson, { maxLength: 5 }),
                (declared, server, extra) => {
                    const crowded = withUndeclared(server, declared, extra);
                    expect(project(declared, crowded)).to.deep.equal(project(declared, server));
                },
            ),
            cases,
        );
    });

    it("differs from the declared profile exactly where a declared key differs (property)", () => {
        fc.assert(
            fc.property(anyProfile, anyProfile, (declared, server) => {
                const undeclared = (path: readonly string[]) => {
                    let at: unknown = declared;
                    return path.some((key) => {
                        if (at !== declared && !isObject(at)) return false;
                        at = isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
                        return at === undefined || at === null;
                    });
                };
                const expected = compare(declared, server).filter(({ path }) => !undeclared(path));
                expect(compare(declared, project(declared, server))).to.have.deep.members(expected);
            }),
            cases,
        );
    });
});

/** The server's profile with keys added beside the declared ones, in every object that both have. */
function withUndeclared(server: JsonObject, declared: JsonObject, values: unknown[]): JsonObject {
    const beside = values.map((value, index) => [`undeclared ${index}`, value] as const);
    const inside = Object.entries(server).map(([key, value]) => {
        const below = Object.hasOwn(declared, key) ? declared[key] : undefined;
        return [
            key,
            isObject(value) && isObject(below) ? withUndeclared(value, below, values) : value,
        ] as const;
    });
    return Object.fromEntries([...inside, ...beside]) as JsonObject;
}
