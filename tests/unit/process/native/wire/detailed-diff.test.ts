import { expect } from "chai";
import fc from "fast-check";
import { isWritable, propertyPath } from "../../../../../provider/process/native/wire/property-path";
import { diff } from "../../support/native-requests";
import { secret, unknownMarker } from "../../support/markers";
import { useNative } from "../../support/native-suite";
import type { Wire } from "../../support/native-client";

/** Reads a path as Pulumi's SDK for Go does (resource.ParsePropertyPath), which the engine shows diffs with. */
function parsePath(path: string): string[] {
    const keys: string[] = [];
    let rest = path;
    while (rest !== "") {
        const quoted = /^\["((?:\\"|[^"])*)"\]/s.exec(rest);
        const plain = /^\.?([^.[]+)/s.exec(rest);
        const [all, key] = quoted ?? plain ?? [rest, undefined];
        if (key === undefined) {
            throw new Error(`no path begins with ${rest}`);
        }
        keys.push(quoted ? key.replaceAll('\\"', '"') : key);
        rest = rest.slice(all.length);
    }
    return keys;
}

describe("A path of the native provider", () => {
    it("is read by Pulumi as the keys that it is made of, whatever these are (property)", () => {
        const anyKey = fc.oneof(
            fc.string(),
            fc.string({ unit: "binary" }),
            fc.constantFrom("a.b", "a[0]", '"', 'a"b', '\\"', "a b", "", "0", "ключ", "$", "_", "\n", "*"),
        );
        fc.assert(
            fc.property(fc.array(anyKey.filter(isWritable), { minLength: 1 }), (keys) => {
                expect(parsePath(propertyPath(keys))).to.deep.equal(keys);
            }),
        );
    });
});

describe("The native provider's diff names the changed keys alone", () => {
    const native = useNative();

    const before = {
        email: "ada@example.com",
        tags: ["x", "y"],
        custom: { team: "core", "a.b": 1, 'q"q': { deep: { deeper: true, other: 1 } }, "back\\": 1 },
        gone: { a: 1 },
    };
    const custom = before.custom;
    const rows: readonly [string, Wire, Readonly<Record<string, string>>][] = [
        ["none where none is changed", {}, {}],
        ["at the top", { email: "eve@example.com" }, { "profile.email": "UPDATE" }],
        ["in objects", { custom: { ...custom, team: "ops" } }, { "profile.custom.team": "UPDATE" }],
        ["with dots", { custom: { ...custom, "a.b": 2 } }, { 'profile.custom["a.b"]': "UPDATE" }],
        [
            "with quotes, at every depth",
            { custom: { ...custom, 'q"q': { deep: { deeper: false, other: 1 } } } },
            { 'profile.custom["q\\"q"].deep.deeper': "UPDATE" },
        ],
        [
            "by what is above, where no path can have it",
            { custom: { ...custom, "back\\": 2 } },
            { "profile.custom": "UPDATE" },
        ],
        ["that are new", { custom: { ...custom, seat: 1 } }, { "profile.custom.seat": "ADD" }],
        ["that are gone", { gone: undefined }, { "profile.gone": "DELETE" }],
        ["with arrays as a whole", { tags: ["x", "z"] }, { "profile.tags": "UPDATE" }],
        ["of another kind", { custom: "none" }, { "profile.custom": "UPDATE" }],
        ["that are not known yet", { custom: unknownMarker }, { "profile.custom": "UPDATE" }],
        ["in arrays that are not known yet", { tags: ["x", unknownMarker] }, { "profile.tags": "UPDATE" }],
        ["null being absent", { nothing: null, gone: null }, { "profile.gone": "DELETE" }],
    ];

    for (const [name, change, details] of rows) {
        it(`${name}, of a Profile`, async () => {
            const olds = { userId: "ada", profile: before };
            const news = { userId: "ada", profile: { ...before, ...change } };
            expect(await diff(await native.start(), { olds, news })).to.deep.equal({
                changes: Object.keys(details).length > 0 ? "SOME" : "NONE",
                replaces: [],
                deleteBeforeReplace: false,
                details,
            });
        });

        it(`${name}, of a set`, async () => {
            const olds = { profiles: { 'ada["x"].y': before, eve: before } };
            const news = { profiles: { ...olds.profiles, 'ada["x"].y': { ...before, ...change } } };
            const { details: found } = await diff(await native.start(), { type: "ProfileSet", olds, news });
            const inSet = Object.entries(details).map(([path, kind]) => [
                path.replace("profile", 'profiles["ada[\\"x\\"].y"]'),
                kind,
            ]);
            expect(found).to.deep.equal(Object.fromEntries(inSet));
        });
    }

    it("and users who come and go", async () => {
        const process = await native.start();
        const olds = { profiles: { ada: before, eve: before, text: JSON.stringify(before) } };
        const news = {
            profiles: { ada: JSON.stringify(before), lin: before, text: '{"email":"other"}' },
            onDelete: "retain",
        };
        expect((await diff(process, { type: "ProfileSet", olds, news })).details).to.deep.equal({
            "profiles.lin": "ADD",
            "profiles.eve": "DELETE",
            "profiles.text": "UPDATE",
            "profiles.ada": "UPDATE",
            onDelete: "ADD",
        });
    });

    it("and names none that is inside of a secret", async () => {
        const process = await native.start();
        const olds = { profiles: secret({ ada: before }) };
        const news = { profiles: secret({ ada: { ...before, email: "eve@example.com" }, eve: before }) };
        expect((await diff(process, { type: "ProfileSet", olds, news })).details).to.deep.equal({
            profiles: "UPDATE",
        });
        const plain = { userId: "ada", profile: { ...before, email: secret("a") } };
        const changed = {
            userId: "ada",
            profile: { ...before, email: secret("b"), custom: secret({ x: 1 }) },
        };
        expect((await diff(process, { olds: plain, news: changed })).details).to.deep.equal({
            "profile.email": "UPDATE",
            "profile.custom": "UPDATE",
        });
    });

    it("and another user id, which replaces the resource", async () => {
        const olds = { userId: "ada", profile: before };
        expect(await diff(await native.start(), { olds, news: { ...olds, userId: "eve" } })).to.deep.equal({
            changes: "SOME",
            replaces: ["userId"],
            deleteBeforeReplace: false,
            details: { userId: "UPDATE_REPLACE" },
        });
    });
});
