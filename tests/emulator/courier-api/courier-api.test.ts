import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv, { type AnySchema } from "ajv";
import { expect } from "chai";
import { parse } from "yaml";
import type { Emulator, JsonObject, JsonValue } from "../../../emulator";
import { exchange, type Received, type Sent } from "../support/exchange";
import { useEmulators } from "../support/emulators";

// Every operation with every answer that Courier's API reference gives it: how to get it, and the fields
// that it must have. `known` is a user with a profile and a list subscription.
const anyId = "/profiles/{user_id}";
const lists = `${anyId}/lists`;
const known = "/profiles/known";
const broken = "/profiles/%E0%A4"; // not UTF-8
const email = { profile: { email: "new@example.com" } };
const notUtf8 = Buffer.from('{"profile":{"name":"\xe9"}}', "latin1");
const patch = { patch: [{ op: "replace", path: "/email", value: "new@example.com" }] };
const subscription = { lists: [{ listId: "news", preferences: { categories: null } }] };

const success = { status: "SUCCESS" };
const refusal = { type: "invalid_request_error", message: "string" };
const page = { paging: "object", results: "array" };

interface Fact {
    readonly operation: string;
    readonly status: number;
    readonly send: Omit<Sent, "method">;
    /** Required fields: their type, or their value where Courier fixes it. */
    readonly fields: Readonly<Record<string, string>>;
}

const facts: readonly Fact[] = [
    { operation: `GET ${anyId}`, status: 200, send: { path: known }, fields: { profile: "object" } },
    { operation: `GET ${anyId}`, status: 400, send: { path: broken }, fields: refusal },
    { operation: `PUT ${anyId}`, status: 200, send: { path: known, json: email }, fields: success },
    { operation: `PUT ${anyId}`, status: 400, send: { path: known, json: {} }, fields: refusal },
    { operation: `POST ${anyId}`, status: 200, send: { path: known, json: email }, fields: success },
    { operation: `POST ${anyId}`, status: 400, send: { path: known, json: {} }, fields: refusal },
    { operation: `PATCH ${anyId}`, status: 204, send: { path: known, json: patch }, fields: {} },
    { operation: `DELETE ${anyId}`, status: 204, send: { path: known }, fields: {} },
    { operation: `DELETE ${anyId}`, status: 400, send: { path: broken }, fields: refusal },
    { operation: `GET ${lists}`, status: 200, send: { path: `${known}/lists` }, fields: page },
    { operation: `GET ${lists}`, status: 400, send: { path: `${known}/lists?cursor=x` }, fields: refusal },
    {
        operation: `POST ${lists}`,
        status: 200,
        send: { path: `${known}/lists`, json: subscription },
        fields: success,
    },
    { operation: `POST ${lists}`, status: 400, send: { path: `${known}/lists`, json: {} }, fields: refusal },
    { operation: `DELETE ${lists}`, status: 200, send: { path: `${known}/lists` }, fields: success },
    { operation: `DELETE ${lists}`, status: 400, send: { path: `${broken}/lists` }, fields: refusal },
];

const reference = join(__dirname, "../../../../shared/reference/courier-user-profiles-openapi.yml");

describe("The emulator answers as Courier's API reference says", () => {
    const start = useEmulators();
    let courier: Emulator;

    beforeEach(async () => {
        courier = await start();
        courier.profiles.set("known", { email: "known@example.com" });
        await ask({ operation: `POST ${lists}`, send: { path: `${known}/lists`, json: subscription } });
    });

    function ask({ operation, send }: Pick<Fact, "operation" | "send">): Promise<Received> {
        return exchange(courier.url, { method: operation.split(" ")[0] ?? "", ...send });
    }

    for (const fact of facts) {
        it(`${fact.operation}: ${fact.status}`, async () => {
            const { status, headers, text } = await ask(fact);
            expect(status).to.equal(fact.status);
            if (status === 204) {
                expect(text).to.equal("");
                return;
            }
            expect(headers["content-type"]).to.match(/^application\/json/);
            const body = JSON.parse(text) as JsonObject;
            for (const [name, wanted] of Object.entries(fact.fields)) {
                expect([body[name], typeOf(body[name])], name).to.include(wanted);
            }
        });
    }

    if (!existsSync(reference)) {
        console.log("The OpenAPI reference is not beside this clone: the table of facts alone is tested.");
        return;
    }

    const document = parse(readFileSync(reference, "utf8")) as OpenApi;
    const answers = Object.entries(document.paths).flatMap(([path, operations]) =>
        Object.entries(operations).flatMap(([method, operation]) =>
            Object.entries(operation.responses).map(([status, response]) => ({
                name: `${method.toUpperCase()} ${path}: ${status}`,
                request: schemaIn(operation.requestBody),
                response: schemaIn(response),
            })),
        ),
    );
    const nameOf = (fact: Fact) => `${fact.operation}: ${fact.status}`;

    it("the table of facts is the OpenAPI reference, no more and no less", () => {
        expect(facts.map(nameOf)).to.have.members(answers.map(({ name }) => name));
    });

    for (const { name, request, response } of answers) {
        it(`OpenAPI schema of ${name}`, async () => {
            const fact = facts.find((candidate) => nameOf(candidate) === name) as Fact;
            if (request) {
                // What it accepts and what it refuses is what the schema of the request says.
                expect(validate(request, fact.send.json), "request").to.equal(fact.status < 300);
            }
            const { status, text } = await ask(fact);
            expect(status).to.equal(fact.status);
            if (response) {
                expect(validate(response, JSON.parse(text)), text).to.equal(true);
            } else {
                expect(text).to.equal("");
            }
        });
    }

    function validate(schema: AnySchema, value: unknown): boolean {
        const ajv = new Ajv({ strict: false });
        const components = withNulls(document.components) as object;
        return ajv.validate({ ...(withNulls(schema) as object), components }, value);
    }
});

describe("The emulator changes profiles as Courier does", () => {
    const start = useEmulators();
    let courier: Emulator;

    beforeEach(async () => {
        courier = await start();
        courier.profiles.set("known", {
            email: "a@example.com",
            custom: { team: "x", tags: ["a"], deep: { n: 1 } },
        });
        courier.profiles.set("other", { email: "other@example.com" });
    });

    afterEach("no other user's profile is touched", () => {
        expect(courier.profiles.get("other")).to.deep.equal({ email: "other@example.com" });
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

    it("list subscriptions are kept a user, and survive the profile's deletion", async () => {
        const path = `${known}/lists`;
        await exchange(courier.url, {
            method: "POST",
            path,
            json: { lists: [{ listId: "news" }, { listId: "tips" }] },
        });
        await exchange(courier.url, { method: "DELETE", path: known });
        const ids = async (at: string) => {
            const { text } = await exchange(courier.url, { method: "GET", path: at });
            return (JSON.parse(text) as { results: { id: string }[] }).results.map(({ id }) => id);
        };
        expect(await ids(path)).to.deep.equal(["news", "tips"]);
        expect(await ids("/profiles/other/lists")).to.deep.equal([]);
        await exchange(courier.url, { method: "DELETE", path });
        expect(await ids(path)).to.deep.equal([]);
    });

    const refusals: readonly { title: string; sent: Sent; status: number }[] = [
        {
            title: "no key",
            sent: { method: "GET", path: known, headers: { authorization: "" } },
            status: 401,
        },
        { title: "malformed JSON", sent: { method: "PUT", path: known, text: '{"profile":' }, status: 400 },
        {
            title: "bytes that are not UTF-8",
            sent: { method: "PUT", path: known, text: notUtf8 },
            status: 400,
        },
        {
            title: "another content type",
            sent: { method: "PUT", path: known, json: email, headers: { "content-type": "text/plain" } },
            status: 400,
        },
        {
            title: "a body above 1 MiB",
            sent: { method: "PUT", path: known, json: { profile: { a: "x".repeat(1024 * 1024) } } },
            status: 413,
        },
        {
            title: "a profile nested too deeply",
            sent: {
                method: "PUT",
                path: known,
                text: `{"profile":${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}}`,
            },
            status: 400,
        },
        { title: "another path", sent: { method: "GET", path: "/brands" }, status: 404 },
        { title: "another method", sent: { method: "OPTIONS", path: known }, status: 405 },
    ];
    for (const { title, sent, status } of refusals) {
        it(`${title}: ${status}, in Courier's form, and nothing changes`, async () => {
            const before = courier.profiles.get("known");
            const received = await exchange(courier.url, sent);
            expect(received.status).to.equal(status);
            expect(JSON.parse(received.text)).to.have.all.keys("message", "type");
            expect(courier.profiles.get("known")).to.deep.equal(before);
        });
    }
});

interface OpenApi {
    readonly paths: Record<
        string,
        Record<string, { requestBody?: Content; responses: Record<string, Content> }>
    >;
    readonly components: object;
}

interface Content {
    readonly content?: Record<string, { schema: AnySchema }>;
}

function schemaIn(content: Content | undefined): AnySchema | undefined {
    return content?.content?.["application/json"]?.schema;
}

/** OpenAPI 3.0's `nullable`, which may also stand beside a `$ref`, as JSON Schema has it. */
function withNulls(schema: unknown): unknown {
    if (Array.isArray(schema)) {
        return schema.map(withNulls);
    }
    if (typeof schema !== "object" || schema === null) {
        return schema;
    }
    const { nullable, ...rest } = Object.fromEntries(
        Object.entries(schema).map(([key, value]) => [key, withNulls(value)]),
    );
    return nullable === true ? { anyOf: [rest, { type: "null" }] } : rest;
}

function typeOf(value: unknown): string {
    return Array.isArray(value) ? "array" : typeof value;
}
