import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { inputProblem, problemTexts, type Problem } from "../../core/messages/problem";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { isOfDynamicFace, providerText } from "../dynamic-state";
import { diffResponse } from "./wire/detailed-diff";
import type { Provider } from "./provider";
import type { Resource } from "./resource";
import { markedLike, secrecyChanges, secretParts } from "./wire/secrets";
import { hasLostKey } from "./wire/lost-keys";
import { fromWire, toWire } from "./wire/wire-values";

export interface CallsOptions {
    /** The provider of the engine at this address; undefined where it is not told. */
    readonly connect: (engineAddress: string | undefined) => Provider;
    /** The engine's address where it is told at start. */
    readonly engineAddress: string | undefined;
    readonly version: string;
    /** Read where the engine asks for it. */
    readonly schema: () => Promise<object>;
}

interface Typed {
    getUrn(): string;
    getType(): string;
}

/** Each call of Pulumi's provider protocol that this provider answers, by its name. */
export function createCalls({ connect, engineAddress, version, schema }: CallsOptions) {
    let provider = connect(engineAddress);

    /** The engine also tells its address in calls, and there alone to a provider that somebody else has started. */
    function attach(address: string): void {
        if (engineAddress === undefined && address !== "") {
            engineAddress = address;
            provider = connect(address);
        }
    }

    function resourceOf(request: Typed): Resource {
        return provider.resource(request.getType());
    }

    return {
        /** Sends no further request, and leaves nothing behind: the engine is gone. */
        end: (): void => {
            provider.end();
        },

        answers: {
            handshake(request: rpc.ProviderHandshakeRequest) {
                attach(request.getEngineAddress());
                return new rpc.ProviderHandshakeResponse()
                    .setAcceptSecrets(true)
                    .setAcceptResources(false)
                    .setAcceptOutputs(false);
            },

            attach(request: { getAddress(): string }) {
                attach(request.getAddress());
                return new Empty();
            },

            getPluginInfo() {
                const info = new PluginInfo();
                info.setVersion(version);
                return info;
            },

            async getSchema() {
                const response = new rpc.GetSchemaResponse();
                response.setSchema(JSON.stringify({ ...(await schema()), version }));
                return response;
            },

            async checkConfig(request: rpc.CheckRequest) {
                const { values } = fromWire(request.getNews());
                const inputs = toWire({ values, secrets: secretParts([["apiKey", "whole"]]) });
                return checked(inputs, await provider.checkConfig(values, request.getUrn()));
            },

            async diffConfig(request: rpc.DiffRequest) {
                const before = fromWire(request.getOldInputs()).values;
                const after = fromWire(request.getNews()).values;
                const { changes, replaces } = await provider.diffConfig(before, after, request.getUrn());
                return diffResponse(changes, { before, after }, replaces);
            },

            configure(request: rpc.ConfigureRequest) {
                provider.configure(fromWire(request.getArgs()).values, request.getUrn());
                const response = new rpc.ConfigureResponse();
                response.setAcceptsecrets(true);
                response.setSupportspreview(true);
                return response;
            },

            async invoke(request: rpc.InvokeRequest) {
                const values = await provider.invoke(request.getTok(), fromWire(request.getArgs()).values);
                return new rpc.InvokeResponse().setReturn(toWire({ values, secrets: undefined }));
            },

            async check(request: rpc.CheckRequest) {
                const problems = await resourceOf(request).check(
                    fromWire(request.getOlds()),
                    fromWire(request.getNews()),
                    request.getUrn(),
                );
                return checked(request.getNews(), [
                    ...problems,
                    ...(hasLostKey(request) ? [lostKeyProblem] : []),
                ]);
            },

            async diff(request: rpc.DiffRequest) {
                const olds = fromWire(request.getOlds());
                const news = fromWire(request.getNews());
                const oldInputs = fromWire(request.getOldInputs());
                const { changes, replaces } = await resourceOf(request).diff(olds, news, request.getUrn());
                // Of the inputs, as a program may make outputs secret besides.
                const marks = secrecyChanges(oldInputs.secrets, news.secrets);
                const takeOver = isOfDynamicFace(olds.values) ? [[providerText]] : [];
                return diffResponse(
                    [...changes, ...[...marks, ...takeOver].map((path) => ({ path }))],
                    {
                        before: olds.values,
                        after: news.values,
                        secrets: [olds.secrets, oldInputs.secrets, news.secrets],
                    },
                    replaces,
                );
            },

            async create(request: rpc.CreateRequest) {
                const resource = resourceOf(request);
                const news = fromWire(request.getProperties());
                // Not at preview alone: an `up --continue-on-error` asks what a resource would be that it skips.
                if (request.getPreview()) {
                    resource.note(news, request.getUrn());
                    return new rpc.CreateResponse().setProperties(request.getProperties());
                }
                const { id, outputs } = await resource.create(news, request.getUrn());
                return new rpc.CreateResponse().setId(id).setProperties(toWire(outputs));
            },

            async read(request: rpc.ReadRequest) {
                const state = fromWire(request.getProperties());
                const found = await resourceOf(request).read(request.getId(), state, request.getUrn());
                if (!found) {
                    // A blank id tells the engine that the resource is gone.
                    return new rpc.ReadResponse();
                }
                const inputs = request.hasInputs() ? fromWire(request.getInputs()) : state;
                return new rpc.ReadResponse()
                    .setId(request.getId())
                    .setProperties(toWire(markedLike(found, state)))
                    .setInputs(toWire(markedLike(found, inputs)));
            },

            async update(request: rpc.UpdateRequest) {
                const resource = resourceOf(request);
                const news = fromWire(request.getNews());
                if (request.getPreview()) {
                    resource.note(news, request.getUrn());
                    return new rpc.UpdateResponse().setProperties(request.getNews());
                }
                const olds = fromWire(request.getOlds());
                const outputs = await resource.update(request.getId(), olds, news, request.getUrn());
                return new rpc.UpdateResponse().setProperties(toWire(outputs));
            },

            async delete(request: rpc.DeleteRequest) {
                await resourceOf(request).delete(fromWire(request.getProperties()), request.getUrn());
                return new Empty();
            },

            cancel() {
                provider.cancel();
                return new Empty();
            },
        },
    };
}

const lostKeyProblem = inputProblem(
    "",
    'a key "__proto__" cannot be declared, nor a text that has it after a line break and a tab: choose another key',
);

function checked(inputs: Struct | undefined, problems: readonly Problem[]): rpc.CheckResponse {
    return new rpc.CheckResponse().setInputs(inputs).setFailuresList(
        problemTexts(problems).map((reason) => {
            const failure = new rpc.CheckFailure();
            // The engine prints the value of a property that a failure names, and a profile is personal data.
            failure.setReason(reason);
            return failure;
        }),
    );
}
