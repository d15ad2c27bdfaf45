import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv, { type AnySchema } from "ajv";
import { expect } from "chai";
import { parse } from "yaml";
import type { Emulator, JsonObject } from "../../../emulator";
import { exchange, type Received, type Sent } from "../support/exchange";
import { useEmulators } from "../support/emulators";

// Every operation with every answer that Courier's API reference gives it: how to get it, and the fields
// that it must have. `known` is a user with a profile and a list subscription.
const anyId = "/profiles/{user_id}";
const lists = `${anyId}/lists`;
const known = "/profiles/known";
const broken = "/profiles/%E0%A4"; // not UTF-8
const email = { profile: { email: "new@example.com" } };
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
