import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { expect } from "chai";
import { call, nativeProcess, wire, type NativeProcess, type Wire } from "../support/native-client";
import { secret, unknownMarker } from "../support/markers";
import {
    check,
    checkedIn,
    configure,
    create,
    diffIn,
    stack,
    type Checked,
    type Diff,
} from "../support/native-requests";
import { failureOf, useNative } from "../support/native-suite";

const urn = `${stack}::pulumi:providers:courier::eu`;

async function checkConfig({ client }: NativeProcess, news: Wire): Promise<Checked> {
    const request = new rpc.CheckRequest().setUrn(urn).setNews(wire(news));
    return checkedIn(await call((done) => client.checkConfig(request, done)));
}

async function diffConfig({ client }: NativeProcess, olds: Wire, news: Wire): Promise<Diff> {
    const request = new rpc.DiffRequest().setUrn(urn).setOldInputs(wire(olds)).setNews(wire(news));
    return diffIn(await call((done) => client.diffConfig(request, done)));
}

describe("The native provider's own inputs", () => {
    const native = useNative();
    const key = "pk_test_1";

    it("are what the program gives, with the API key as a secret", async () => {
        const inputs = { apiKey: key, baseUrl: "https://api.eu.courier.com", version: "1.2.3" };
        expect(await checkConfig(await native.start(), inputs)).to.deep.equal({
            inputs: { ...inputs, apiKey: secret(key) },
            failures: [],
        });
    });

    it("are refused by their names, and no property of which the engine would show the value", async () => {
        const process = await native.start();
        for (const [inputs, problem] of [
            [{ apiKey: "two words" }, /apiKey has a character that no API key has/],
            [
                { apiKey: key, baseUrl: "http://api.courier.com" },
                /baseUrl would send the API key unencrypted/,
            ],
            [{ apiKey: key, maxRetries: 1.5 }, /maxRetries must be a whole number of retries/],
            [{ apiKey: key, timeoutSeconds: "0" }, /timeoutSeconds must be a number of seconds/],
            [{ apiKey: key, allowedUserIds: "(" }, /allowedUserIds is not a regular expression/],
            [{}, /^apiKey is not set: give it to the provider as a secret/],
            [
                { apiKey: key, allowedUserId: "svc-.*" },
                /^allowedUserId is no setting, and would be ignored; use/,
            ],
        ] as const) {
            const { failures } = await checkConfig(process, inputs);
            expect(failures.map(({ property }) => property)).to.deep.equal([""]);
            expect(failures[0]?.reason).to.match(problem).and.not.contain("two words");
        }
    });

    it("of a default provider are those of the stack's configuration, and are named so", async () => {
        const process = await native.start();
        const request = new rpc.CheckRequest().setUrn(urn.replace("eu", "default_1_2_3")).setNews(wire({}));
        const { failures } = checkedIn(await call((done) => process.client.checkConfig(request, done)));
        expect(failures[0]?.reason).to.match(/^courier:apiKey is not set: run `pulumi config set --secret/);
    });

    it("warn of environment variables that are nearly those of settings", async () => {
        const process = await native.start({
            environment: { COURIER_API_KEY: key, COURIER_BASEURL: "https://x" },
        });
        expect((await checkConfig(process, {})).failures).to.be.empty;
        expect(
            process.lines.map(([level, text, resource]) => [level, text.split(";")[0], resource]),
        ).to.deep.equal([["warn", "the environment variable COURIER_BASEURL is ignored", urn]]);
    });

    it("come from the environment where the program gives none", async () => {
        const environment = { COURIER_AUTH_TOKEN: key, COURIER_BASE_URL: native.courier.url };
        const process = await nativeProcess({ environment });
        try {
            expect((await checkConfig(process, {})).failures).to.be.empty;
            await configure(process, {});
            const error = await failureOf(create(process, { news: { userId: "ada", profile: {} } }));
            expect(error.message).to.match(/^PUT \/profiles\/ada: 401/);
        } finally {
            await process.close();
        }
    });

    it("that are not known yet are no problem", async () => {
        const inputs = { apiKey: unknownMarker };
        expect((await checkConfig(await native.start(), inputs)).failures).to.be.empty;
    });

    it("take numbers as the SDKs give them: as they are, and as texts", async () => {
        const process = await native.start();
        for (const inputs of [
            { apiKey: key, timeoutSeconds: 1.5, maxRetries: 0 },
            { apiKey: key, timeoutSeconds: "1.5", maxRetries: "0" },
        ]) {
            expect((await checkConfig(process, inputs)).failures).to.be.empty;
        }
    });

    it("reach the running provider when they change, and replace nothing", async () => {
        const process = await native.start();
        const olds = { apiKey: key, version: "1.0.0" };
        expect((await diffConfig(process, olds, olds)).changes).to.equal("NONE");
        for (const news of [
            { ...olds, apiKey: "pk_test_2" },
            { ...olds, maxRetries: 1 },
            { version: "1.0.0" },
        ]) {
            expect(await diffConfig(process, olds, news))
                .to.include({ changes: "SOME" })
                .and.deep.include({
                    replaces: [],
                });
        }
        expect(process.lines).to.be.empty;
    });

    it("replace a resource that moves here from a provider with another key or base URL, and no other", async () => {
        const process = await native.start();
        const own = { apiKey: key, baseUrl: "https://api.eu.courier.com" };
        await configure(process, own);
        const from = async (olds: Wire): Promise<readonly string[]> =>
            (await diffConfig(process, olds, own)).replaces;
        expect(await from({ ...own, maxRetries: 2 })).to.be.empty;
        expect(await from({ ...own, apiKey: "pk_test_2" })).to.deep.equal(["apiKey"]);
        expect(await from({ apiKey: key })).to.deep.equal(["baseUrl"]);
        expect(await from({ ...own, baseUrl: "https://api.eu.courier.com/" }), "the same place").to.be.empty;
        expect(await from({}), "no key that is known").to.be.empty;
        expect(process.lines).to.be.empty;
    });

    it("replace nothing that moves between default providers, which are one workspace whatever their key", async () => {
        const process = await native.start();
        await configure(process, { apiKey: key });
        const request = new rpc.DiffRequest()
            .setUrn(`${stack}::pulumi:providers:courier::default_0_2_0`)
            .setOldInputs(wire({ apiKey: "pk_test_2" }))
            .setNews(wire({ apiKey: key }));
        const { replaces } = diffIn(await call((done) => process.client.diffConfig(request, done)));
        expect(replaces).to.be.empty;
    });

    it("warn under the provider where the base URL is another one, as the state may be of another workspace", async () => {
        const process = await native.start();
        const olds = { apiKey: key };
        const { replaces } = await diffConfig(process, olds, {
            ...olds,
            baseUrl: "https://api.eu.courier.com",
        });
        expect(replaces).to.be.empty;
        const [[level, text, resource] = []] = process.lines;
        expect([level, resource]).to.deep.equal(["warn", urn]);
        expect(text).to.contain("`pulumi up --refresh`");
        await diffConfig(process, olds, { ...olds, baseUrl: unknownMarker });
        expect(process.lines).to.have.length(1);
    });

    it("are each process's own: the same user in two workspaces is two profiles", async () => {
        const process = await native.start({ provider: "other" });
        await configure(process, { apiKey: "another", baseUrl: native.courier.url, maxRetries: 0 });
        const news = { userId: "ada", profile: {} };
        expect((await check(process, { news })).failures).to.be.empty;
        const { message } = await failureOf(create(process, { news }));
        expect(message).to.contain("401");
    });

    it("make it say what it can: secrets at every depth, and previews", async () => {
        const process = await native.start();
        const response = await configure(process, { apiKey: key });
        expect([response.getAcceptsecrets(), response.getSupportspreview()]).to.deep.equal([true, true]);
        const handshake = await call<rpc.ProviderHandshakeResponse>((done) =>
            process.client.handshake(new rpc.ProviderHandshakeRequest(), done),
        );
        expect(handshake.toObject()).to.include({
            acceptSecrets: true,
            acceptResources: false,
            acceptOutputs: false,
        });
    });
});
