import { status } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { expect } from "chai";
import { call, unwired, wire, type NativeProcess, type Wire } from "../support/native-client";
import { secret, unknownMarker } from "../support/markers";
import { check, checkedIn, create, diff, read, update, urnOf } from "../support/native-requests";
import { failureOf, useNative } from "../support/native-suite";

describe("The native provider", () => {
    const native = useNative();
    const ada = { userId: "ada", profile: { email: "ada@example.com", custom: { team: "core" } } };

    it("tells its version, and its schema with it", async () => {
        const { client } = await native.start();
        const info = await call<{ getVersion(): string }>((done) => client.getPluginInfo(new Empty(), done));
        expect(info.getVersion()).to.equal("1.2.3");
        const schema = await call<rpc.GetSchemaResponse>((done) =>
            client.getSchema(new rpc.GetSchemaRequest(), done),
        );
        expect(JSON.parse(schema.getSchema())).to.deep.equal({ name: "courier", version: "1.2.3" });
    });

    it("answers what it does not have as not implemented, and a type or function that it does not know by its name", async () => {
        const process = await native.start();
        const error = await failureOf(
            call((done) => process.client.parameterize(new rpc.ParameterizeRequest(), done)),
        );
        expect(error).to.include({ code: status.UNIMPLEMENTED });
        const other = { type: "List" as never, news: ada };
        expect((await failureOf(check(process, other))).message).to.contain(
            "no resource of the type courier:index:List",
        );
        expect((await failureOf(invoke(process, "courier:index:getList", {}))).message).to.contain(
            "no function courier:index:getList",
        );
    });

    it("refuses a key that would be lost on the way, at whatever depth, and no text that has its name", async () => {
        const process = await native.start();
        for (const custom of [{ "#########": 1 }, { a: { "#########": { b: 1 } } }, [{ "#########": "x" }]]) {
            const request = new rpc.CheckRequest().setUrn(urnOf({})).setType("courier:index:Profile");
            request.setNews(wire({ userId: "ada", profile: { custom } }));
            // What this test sends with would drop the key as well.
            const bytes = Buffer.from(request.serializeBinary());
            bytes.write("__proto__", bytes.indexOf("#########"));
            const { path, responseDeserialize } = ResourceProviderService.check;
            const response = await call<rpc.CheckResponse>((done) =>
                process.client.makeUnaryRequest(
                    path,
                    () => bytes,
                    responseDeserialize,
                    {},
                    (error, answer) => {
                        done(error, answer as rpc.CheckResponse);
                    },
                ),
            );
            expect(checkedIn(response).failures.map(({ reason }) => reason.split(",")[0])).to.deep.equal([
                'a key "__proto__" cannot be declared',
            ]);
        }
        const news = {
            userId: "ada",
            profile: { custom: { text: "__proto__", my__proto__: 1, "a __proto__": 1 } },
        };
        expect((await check(process, { news })).failures).to.be.empty;
    });

    it("names a key that is nearly spelt as Courier knows it once, under the first resource, and none of a secret", async () => {
        const process = await native.start();
        await check(process, { news: { userId: "eve", profile: secret({ phoneNumber: "1" }) } });
        const profiles = { ada: { emial: "a" }, eve: secret({ phoneNumber: "1" }), lin: "{}" };
        await check(process, { type: "ProfileSet", news: { profiles } });
        await check(process, { news: { userId: "lin", profile: { emial: "b", address: { contry: "x" } } } });

        const named = process.lines.map(([level, text, urn]) => [level, text.split(" (see ")[0], urn]);
        expect(named).to.deep.equal([
            [
                "warn",
                'Courier does not know these keys: "emial" (is "email" meant?)',
                urnOf({ type: "ProfileSet" }),
            ],
            [
                "warn",
                'Courier does not know these keys: "address.contry" (is "address.country" meant?)',
                urnOf({}),
            ],
        ]);
    });

    describe("at a preview", () => {
        it("writes nothing and shows the inputs as they are to be, without an id that is not there yet", async () => {
            const process = await native.start();
            const news = {
                userId: "ada",
                profile: { email: unknownMarker, slack: secret("s") },
                onDelete: "delete",
            };
            expect(await create(process, { news, preview: true })).to.deep.equal({ id: "", outputs: news });
            expect(await update(process, { olds: ada, news, preview: true })).to.deep.equal(news);
            const set = { profiles: { ada: secret("{}"), eve: unknownMarker } };
            expect(await create(process, { type: "ProfileSet", news: set, preview: true })).to.deep.equal({
                id: "",
                outputs: set,
            });
            expect(native.courier.requests).to.be.empty;
        });

        for (const marker of [
            "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
            "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
            "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
            "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
            "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
        ]) {
            it(`takes ${marker} for a value that is not known yet, in secrets too`, async () => {
                const process = await native.start();
                for (const unknown of [marker, secret(marker)]) {
                    for (const news of [
                        { ...ada, profile: unknown },
                        { ...ada, userId: unknown },
                        { ...ada, profile: { email: unknown } },
                        { ...ada, onDelete: unknown },
                    ]) {
                        expect((await check(process, { news })).failures).to.be.empty;
                        expect((await diff(process, { olds: ada, oldInputs: news, news })).changes).to.equal(
                            "SOME",
                        );
                    }
                }
            });
        }
    });

    describe("reading", () => {
        it("by an id alone, for an import or a get, gives the whole profile as inputs and outputs", async () => {
            const profile = { email: "a", custom: { n: 1.5, list: [1, { x: null }] } };
            native.courier.profiles.set("ada", profile);
            const found = { userId: "ada", profile };
            expect(await read(await native.start(), { id: "ada" })).to.deep.equal({
                id: "ada",
                inputs: found,
                outputs: found,
            });
        });

        it("gives an import that the next diff finds unchanged", async () => {
            const process = await native.start();
            native.courier.profiles.set("ada", ada.profile);
            const found = await read(process, { id: "ada" });
            const { inputs = {}, outputs = {} } = found ?? {};
            expect((await check(process, { olds: inputs, news: inputs })).failures).to.be.empty;
            expect(
                (await diff(process, { olds: outputs, oldInputs: inputs, news: inputs })).changes,
            ).to.equal("NONE");
            expect(native.courier.requests.map(({ method }) => method)).to.deep.equal(["GET"]);
        });

        it("refuses to import what the program could not declare, by its place", async () => {
            const process = await native.start();
            native.courier.profiles.set("ada", { crm: { id: 2 ** 60 }, email: "private@example.com" });
            const { inputs = {} } = (await read(process, { id: "ada" })) ?? {};
            const { message } = await failureOf(check(process, { olds: inputs, news: inputs }));
            expect(message)
                .to.match(/^cannot be imported: profile\.crm\.id is /)
                .and.not.contain("private");
        });

        it("says in one line what to do instead of importing a set", async () => {
            const { message } = await failureOf(
                read(await native.start(), { type: "ProfileSet", id: "all" }),
            );
            expect(message).to.match(
                /^a ProfileSet has no id in Courier, so "all" cannot be read or imported: declare/,
            );
            expect(message.split("\n")).to.have.length(1);
        });

        it("shows its lines under the resource that it reads", async () => {
            const process = await native.start();
            const state = { profiles: { ada: { email: "a" } } };
            native.courier.profiles.set("ada", { email: "b" });
            const kind = { type: "ProfileSet", name: "all" } as const;
            await read(process, { ...kind, state: { inputs: state, outputs: state } });
            expect(process.lines).to.deep.equal([["info", "1 changed in Courier (ada: email)", urnOf(kind)]]);
        });
    });

    describe("asked for a profile", () => {
        it("gives it whole", async () => {
            native.courier.profiles.set("ada", ada.profile);
            const process = await native.start();
            expect(await invoke(process, "courier:index:getProfile", { userId: "ada" })).to.deep.equal(ada);
        });

        it("says what is wrong where there is none, or no user id", async () => {
            const process = await native.start();
            for (const [userId, problem] of [
                ["nobody", /^there is no profile of the user "nobody"; /],
                ["", /^userId is empty; /],
                [undefined, /^userId is missing; /],
            ] as const) {
                expect(
                    (await failureOf(invoke(process, "courier:index:getProfile", { userId }))).message,
                ).to.match(problem);
            }
        });
    });

    it("once cancelled sends nothing more, and says so", async () => {
        const process = await native.start();
        await call((done) => process.client.cancel(new Empty(), done));
        const { message } = await failureOf(create(process, { news: ada }));
        expect(message).to.match(/^PUT \/profiles\/ada: not sent, as the run was cancelled\./);
        expect(native.courier.requests).to.be.empty;
    });

    it("takes over what the dynamic face has left, shown as the one difference that it is", async () => {
        const process = await native.start();
        const state = { ...ada, __provider: "exports.handler = …" };
        expect(await diff(process, { olds: state, news: ada })).to.deep.include({
            changes: "SOME",
            details: { __provider: "DELETE" },
        });
        const set = {
            profiles: { ada: ada.profile },
            profilesAreSecret: true,
            __provider: "exports.handler = …",
        };
        const news = { profiles: set.profiles };
        expect(
            (await diff(process, { type: "ProfileSet", olds: set, oldInputs: news, news })).changes,
        ).to.equal("SOME");
        expect(await update(process, { type: "ProfileSet", olds: set, news })).to.deep.equal(news);
        expect(native.courier.requests).to.be.empty;
    });

    async function invoke({ client }: NativeProcess, token: string, args: Wire): Promise<Wire> {
        const request = new rpc.InvokeRequest().setTok(token).setArgs(wire(args));
        const response = await call<rpc.InvokeResponse>((done) => client.invoke(request, done));
        return unwired(response.getReturn());
    }
});
