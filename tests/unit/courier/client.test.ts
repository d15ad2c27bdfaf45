import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import fc from "fast-check";
import { type Emulator, startEmulator } from "../../../emulator";
import { CourierClient } from "../../../provider/courier/client";
import { awkwardUserIds } from "../../support/user-ids";
import { anyProfile } from "../core/support/arbitraries";
import { apiKey, clientOf, failureOf } from "./support/client";
import { useServers } from "./support/servers";

const repository = path.resolve(__dirname, "../../..");

const dataUrl = (module: string) => `data:text/javascript,${encodeURIComponent(module)}`;

/** Courier's answers, read back exactly: what JSON.stringify and JSON.parse make of a profile. */
const overTheWire = (profile: object) => JSON.parse(JSON.stringify(profile)) as object;

describe("The Courier client", () => {
    const servers = useServers();
    let courier: Emulator;
    beforeEach(async () => {
        courier = await startEmulator({ apiKey });
    });
    afterEach(() => courier.close());

    it("writes a profile in one PUT and reads it in one GET", async () => {
        const { client } = clientOf(courier.url);

        await client.put("ada", { email: "a@x.com" });
        expect(await client.get("ada")).to.deep.equal({ email: "a@x.com" });

        expect(courier.requests.map(({ method, path, body }) => [method, path, body])).to.deep.equal([
            ["PUT", "/profiles/ada", { profile: { email: "a@x.com" } }],
            ["GET", "/profiles/ada", undefined],
        ]);
    });

    it("tells a profile that is missing from an empty one", async () => {
        const { client } = clientOf(courier.url);
        courier.profiles.set("empty", {});

        expect(await client.get("missing")).to.equal(undefined);
        expect(await client.get("empty")).to.deep.equal({});
    });

    it("says which package is missing where node-fetch cannot be loaded, and not that nothing answers", async () => {
        const hooks = `export const resolve = (name, context, next) => {
            if (name === "node-fetch") throw new Error("Cannot find package 'node-fetch'");
            return next(name, context);
        };`;
        const loader = `import { register } from "node:module"; register(${JSON.stringify(dataUrl(hooks))});`;
        const script = `
            const { CourierClient } = require("./provider/courier/client.ts");
            const settings = { apiKey: "any", baseUrl: new URL("${courier.url}"), timeoutMs: 60000, maxRetries: 5 };
            new CourierClient(settings).get("ada").catch(({ message }) => console.log(message));
        `;
        const args = ["--import", "tsx", "--import", dataUrl(loader), "--eval", script];
        const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: repository });
        expect(stdout).to.equal("Cannot find package 'node-fetch'\n");
    });

    it("sends nothing of a run that is cancelled", async () => {
        const { client } = clientOf(courier.url, {}, { cancellation: AbortSignal.abort() });
        const failure = await failureOf(client.put("ada", {}));
        expect(failure.message).to.match(/^PUT \/profiles\/ada: not sent, as the run was cancelled\. /);
        expect(courier.requests).to.be.empty;
    });

    it("sends none of the requests that wait for a connection when the run is cancelled", async () => {
        const cancellation = new AbortController();
        const { client } = clientOf(courier.url, {}, { cancellation: cancellation.signal });
        const gate = courier.gate();
        const writes = Promise.allSettled(
            Array.from({ length: 100 }, (_, n) => client.put(`user-${n}`, { custom: { n } })),
        );
        await courier.waitForRequest({}, 64);
        cancellation.abort();
        gate.release();

        const failures = (await writes).filter((result) => result.status === "rejected");
        expect(courier.profiles.all().size).to.equal(64);
        expect(failures).to.have.length(36);
        for (const { reason } of failures) {
            expect((reason as Error).message).to.match(/: not sent, as the run was cancelled\. /);
        }
    });

    it("waits no longer for a retry when the run is cancelled", async () => {
        const cancellation = new AbortController();
        const client = new CourierClient(
            { apiKey, baseUrl: new URL(courier.url), timeoutMs: 120_000, maxRetries: 5 },
            { cancellation: cancellation.signal },
        );
        courier.fail({ status: 503, retryAfter: 60, times: Infinity });
        const failure = failureOf(client.put("ada", {}));
        await courier.waitForRequest();
        cancellation.abort();
        expect((await failure).message).to.match(/: 503 .*; not repeated, as the run was cancelled\. /);
        expect(courier.requests).to.have.lengthOf(1);
    });

    it("deletes a profile, and one that is missing already", async () => {
        const { client } = clientOf(courier.url);
        courier.profiles.set("ada", { email: "a" });

        await client.delete("ada");
        await client.delete("ada");
        courier.fail({ method: "DELETE", status: 404 });
        await client.delete("ada");

        expect(courier.profiles.get("ada")).to.equal(undefined);
    });

    it("sends the headers that Courier documents", async () => {
        const seen: unknown[] = [];
        const { port } = await servers.http(({ headers }, response) => {
            seen.push([headers.authorization, headers.accept, headers["content-type"]]);
            response.end('{"status":"SUCCESS"}');
        });

        await clientOf(`http://127.0.0.1:${port}`).client.put("ada", {});

        expect(seen).to.deep.equal([[`Bearer ${apiKey}`, "application/json", "application/json"]]);
    });

    it("keeps a path of the base URL, with or without a slash at its end", async () => {
        const seen: string[] = [];
        const { port } = await servers.http((request, response) => {
            seen.push(request.url ?? "");
            response.end("{}");
        });

        await clientOf(`http://127.0.0.1:${port}/courier`).client.get("ada");
        await clientOf(`http://127.0.0.1:${port}/courier//`).client.get("ada");

        expect(seen).to.deep.equal(["/courier/profiles/ada", "/courier/profiles/ada"]);
    });

    it("sends many requests over few connections", async () => {
        const { client } = clientOf(courier.url);
        const users = Array.from({ length: 200 }, (_, index) => `user-${index}`);

        await Promise.all(users.map((userId) => client.put(userId, { userId })));
        for (const userId of users.slice(0, 20)) {
            await client.get(userId);
        }

        expect(courier.profiles.all().size).to.equal(200);
        expect(courier.connections.opened).to.be.at.most(64);
    });

    it("sends one after another over one connection", async () => {
        const { client } = clientOf(courier.url);

        for (let index = 0; index < 20; index++) {
            await client.put("ada", { index });
        }

        expect(courier.connections.opened).to.equal(1);
    });
});

describe("A user id", () => {
    let courier: Emulator;
    before(async () => {
        courier = await startEmulator();
    });
    after(() => courier.close());

    it("reaches its own user and no other, however awkward it is", async () => {
        const { client } = clientOf(courier.url);

        for (const [index, userId] of awkwardUserIds.entries()) {
            await client.put(userId, { index });
        }

        for (const [index, userId] of awkwardUserIds.entries()) {
            expect(courier.profiles.get(userId), userId).to.deep.equal({ index });
            expect(await client.get(userId)).to.deep.equal({ index });
        }
        expect(courier.profiles.all().size).to.equal(awkwardUserIds.length);

        for (const userId of awkwardUserIds) {
            await client.delete(userId);
        }
        expect(courier.profiles.all().size).to.equal(0);
    });

    it("and any profile survive the round trip exactly, and no other user is touched (property)", async function () {
        this.timeout(60_000);
        const { client } = clientOf(courier.url);
        const bystander = { email: "grace@x.com" };
        const userId = fc
            .oneof(
                fc.constantFrom(...awkwardUserIds),
                fc.string({ unit: "grapheme", minLength: 1 }),
                fc.string({ unit: "binary", minLength: 1 }),
            )
            .filter((id) => ![".", "..", "grace"].includes(id) && id.isWellFormed());

        await fc.assert(
            fc.asyncProperty(userId, anyProfile, async (id, profile) => {
                courier.profiles.set("grace", bystander);
                await client.put(id, profile);

                expect(courier.profiles.get(id)).to.deep.equal(overTheWire(profile));
                expect(await client.get(id)).to.deep.equal(overTheWire(profile));

                await client.delete(id);
                expect(courier.profiles.all()).to.deep.equal(new Map([["grace", bystander]]));
            }),
            { numRuns: 1000 },
        );
    });
});

describe("The Courier client as the provider uses it", () => {
    it("waits between tries by the clock", async () => {
        const courier = await startEmulator();
        courier.fail({ status: 503, retryAfter: "0.01" });
        const settings = { apiKey, baseUrl: new URL(courier.url), timeoutMs: 5000, maxRetries: 1 };

        expect(await new CourierClient(settings).get("ada")).to.equal(undefined);

        expect(courier.requests).to.have.length(2);
        await courier.close();
    });
});
