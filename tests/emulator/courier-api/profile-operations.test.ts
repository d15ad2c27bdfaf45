import { expect } from "chai";
import type { Emulator, JsonObject, JsonValue } from "../../../emulator";
import { exchange } from "../support/exchange";
import { useTwoUsers } from "../support/two-users";

const known = "/profiles/known";

describe("The emulator changes profiles as Courier does", () => {
    const twoUsers = useTwoUsers();
    let courier: Emulator;

    beforeEach(() => {
        courier = twoUsers();
    });

    const cases: readonly {
        title: string;
        method: string;
        json?: JsonValue;
        then: JsonObject | undefined;
    }[] = [
        {
            title: "PUT replaces the whole profile",
            method: "PUT",
            json: { profile: { name: "A" } },
            then: { name: "A" },
        },
        { title: "PUT of an empty profile leaves {}", method: "PUT", json: { profile: {} }, then: {} },
        {
            title: "POST merges objects at every depth, replaces arrays, and removes what is null",
            method: "POST",
            json: { profile: { email: null, custom: { tags: ["b"], deep: { m: 2 } } } },
            then: { custom: { team: "x", tags: ["b"], deep: { n: 1, m: 2 } } },
        },
        {
            title: "PATCH does each operation of JSON Patch",
            method: "PATCH",
            json: {
                patch: [
                    { op: "test", path: "/custom/deep", value: { n: 1 } },
                    { op: "add", path: "/custom/tags/-", value: "b" },
                    { op: "add", path: "/custom/tags/0", value: "first" },
                    { op: "copy", from: "/email", path: "/custom/a~1b" },
                    { op: "move", from: "/custom/deep/n", path: "/n" },
                    { op: "replace", path: "/custom/team", value: null },
                    { op: "remove", path: "/email", value: "" },
                ],
            },
            then: {
                custom: { team: null, tags: ["first", "a", "b"], deep: {}, "a/b": "a@example.com" },
                n: 1,
            },
        },
        {
            title: "PATCH reaches keys that are names in JavaScript",
            method: "PATCH",
            json: {
                patch: [
                    { op: "replace", path: "", value: {} },
                    { op: "add", path: "/__proto__", value: { a: 1 } },
                    { op: "add", path: "/__proto__/constructor", value: 2 },
                ],
            },
            then: JSON.parse('{"__proto__":{"a":1,"constructor":2}}') as JsonObject,
        },
        { title: "DELETE removes the profile", method: "DELETE", then: undefined },
    ];
    for (const { title, method, json, then } of cases) {
        it(title, async () => {
            const { status } = await exchange(courier.url, { method, path: known, json });
            expect(status).to.be.oneOf([200, 204]);
            expect(courier.profiles.get("known")).to.deep.equal(then);
        });
    }

    for (const method of ["PUT", "POST", "PATCH"]) {
        it(`${method} creates a profile that does not exist`, async () => {
            const json =
                method === "PATCH"
                    ? { patch: [{ op: "add", path: "/email", value: "b" }] }
                    : { profile: { email: "b" } };
            await exchange(courier.url, { method, path: "/profiles/new", json });
            expect(courier.profiles.get("new")).to.deep.equal({ email: "b" });
        });
    }

    const badPatches: readonly { title: string; patch: JsonValue }[] = [
        { title: "an operation without a path", patch: [{ op: "add", value: 1 }] },
        { title: "an unknown operation", patch: [{ op: "set", path: "/a", value: 1 }] },
        { title: "a path to nothing", patch: [{ op: "replace", path: "/nothing", value: 1 }] },
        { title: "an inherited property", patch: [{ op: "replace", path: "/constructor", value: 1 }] },
        { title: "an index behind the end", patch: [{ op: "add", path: "/custom/tags/2", value: 1 }] },
        { title: "a test that does not hold", patch: [{ op: "test", path: "/email", value: "x" }] },
        { title: "a profile that is no object", patch: [{ op: "replace", path: "", value: [] }] },
        { title: "no array", patch: {} },
    ];
    for (const { title, patch } of badPatches) {
        it(`PATCH with ${title} is refused as a whole`, async () => {
            const before = courier.profiles.get("known");
            const json = {
                patch: Array.isArray(patch) ? [{ op: "remove", path: "/email" }, ...patch] : patch,
            };
            const { status } = await exchange(courier.url, { method: "PATCH", path: known, json });
            expect(status).to.equal(400);
            expect(courier.profiles.get("known")).to.deep.equal(before);
        });
    }
});
