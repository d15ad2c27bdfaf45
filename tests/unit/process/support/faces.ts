import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { EventEmitter } from "node:events";
import { createRequire } from "node:module";
import type * as dynamicFace from "../../../../provider/process/dynamic";
import { withoutMarks } from "./markers";
import { call, nativeProcess, partialStateIn, unwired, wire, type Wire } from "./native-client";

export type ResourceType = "Profile" | "ProfileSet";

export interface Resource {
    readonly type: ResourceType;
    /** Its logical name. */
    readonly name: string;
}

export interface State {
    readonly id: string;
    readonly inputs: Wire;
    readonly outputs: Wire;
}

export interface Difference {
    readonly hasChanges: boolean;
    readonly replaces: readonly string[];
}

/** A failure of an operation that was done in part. */
export class DoneInPart extends Error {
    constructor(
        message: string,
        readonly id: string,
        readonly outputs: Wire,
    ) {
        super(message);
    }
}

/** A provider process of one run, as the engine sees it. */
export interface ProviderProcess {
    /** Why the inputs are refused. */
    check(resource: Resource, olds: Wire, news: Wire): Promise<readonly string[]>;
    diff(resource: Resource, state: State, news: Wire): Promise<Difference>;
    /** @throws DoneInPart */
    create(resource: Resource, news: Wire): Promise<Omit<State, "inputs">>;
    /** @throws DoneInPart */
    update(resource: Resource, state: State, news: Wire): Promise<Wire>;
    delete(resource: Resource, state: State): Promise<void>;
    /** Undefined where the resource is gone; without a state it is read by its id. */
    read(resource: Resource, id: string, state?: State): Promise<Omit<State, "id"> | undefined>;
    close(): Promise<void>;
}

export interface Face {
    readonly name: string;
    /** A new process, with these settings. */
    start(settings: Readonly<Record<string, string>>): Promise<ProviderProcess>;
    /** The inputs as the face's resource classes send them. */
    inputs(resource: Resource, inputs: Wire): Wire;
}

export const faces: readonly Face[] = [
    { name: "the dynamic face", start: startDynamic, inputs: dynamicInputs },
    { name: "the native face", start: startNative, inputs: (_resource, inputs) => inputs },
];

const dynamicModule = "../../../../provider/process/dynamic";

function dynamicInputs({ type }: Resource, inputs: Wire): Wire {
    const property = type === "Profile" ? "profile" : "profileSet";
    const text = `exports.handler = () => require("pulumi-courier/provider").${property}`;
    return { ...plain(inputs), __provider: text };
}

/** A dynamic provider gets no marks of secrets. */
function plain(props: Wire): Wire {
    return withoutMarks(props) as Wire;
}

// The module listens at each connection of its process, once each time that it is evaluated.
EventEmitter.defaultMaxListeners = 0;

async function startDynamic(settings: Readonly<Record<string, string>>): Promise<ProviderProcess> {
    // Evaluated anew, as each process of the engine does: what it has seen is of this run.
    const load = createRequire(__filename);
    load.cache[load.resolve(dynamicModule)] = undefined;
    const { profile, profileSet } = load(dynamicModule) as typeof dynamicFace;
    const config = (key: string): string | undefined => settings[key.replace("courier:", "")];
    const providers = { Profile: profile, ProfileSet: profileSet };
    for (const provider of Object.values(providers)) {
        await provider.configure?.({ config: { get: config, require: (key) => config(key) ?? "" } });
    }
    type Provider = Required<typeof profile>;
    const of = ({ type }: Resource): Provider => providers[type] as Provider;

    return {
        async check(resource, olds, news) {
            const { failures = [] } = await of(resource).check(plain(olds), news);
            return failures.map(({ reason }) => reason);
        },
        async diff(resource, { id, outputs }, news) {
            const { changes = false, replaces = [] } = await of(resource).diff(id, plain(outputs), news);
            return { hasChanges: changes, replaces };
        },
        async create(resource, news) {
            const created = await inPart(of(resource).create(news));
            return { id: created.id, outputs: { ...(created.outs as Wire), __provider: news.__provider } };
        },
        async update(resource, { id, outputs }, news) {
            const updated = await inPart(of(resource).update(id, plain(outputs), news));
            return { ...(updated.outs as Wire), __provider: news.__provider };
        },
        async delete(resource, { id, outputs }) {
            await of(resource).delete(id, plain(outputs));
        },
        async read(resource, id, state) {
            const found = await of(resource).read(id, state && plain(state.outputs));
            const { __provider } = state?.outputs ?? {};
            return found.id
                ? {
                      outputs: { ...(found.props as Wire), __provider },
                      inputs: { ...(found.inputs as Wire), __provider },
                  }
                : undefined;
        },
        close: () => Promise.resolve(),
    };
}

async function inPart<T>(operation: Promise<T>): Promise<T> {
    try {
        return await operation;
    } catch (error) {
        const { message, id, properties } = error as Error & { id?: string; properties?: Wire };
        throw id !== undefined && properties ? new DoneInPart(message, id, properties) : error;
    }
}

async function startNative(settings: Readonly<Record<string, string>>): Promise<ProviderProcess> {
    const { client, close } = await nativeProcess();
    const configuration = new rpc.ConfigureRequest();
    configuration.setUrn("urn:pulumi:test::faces::pulumi:providers:courier::default");
    await call((done) => client.configure(configuration.setArgs(wire(settings)), done));

    const about = <Request extends { setUrn(urn: string): unknown; setType(type: string): unknown }>(
        request: Request,
        { type, name }: Resource,
    ): Request => {
        const token = `courier:index:${type}`;
        request.setUrn(`urn:pulumi:test::faces::${token}::${name}`);
        request.setType(token);
        return request;
    };
    return {
        async check(resource, olds, news) {
            const request = about(new rpc.CheckRequest(), resource).setOlds(wire(olds)).setNews(wire(news));
            const failures = (
                await call<rpc.CheckResponse>((done) => client.check(request, done))
            ).getFailuresList();
            return failures.map((failure) => failure.getReason());
        },
        async diff(resource, { id, inputs, outputs }, news) {
            const request = about(new rpc.DiffRequest(), resource).setId(id);
            request.setOldInputs(wire(inputs)).setOlds(wire(outputs)).setNews(wire(news));
            const response = await call<rpc.DiffResponse>((done) => client.diff(request, done));
            return {
                hasChanges: response.getChanges() === rpc.DiffResponse.DiffChanges.DIFF_SOME,
                replaces: response.getReplacesList(),
            };
        },
        async create(resource, news) {
            const request = about(new rpc.CreateRequest(), resource).setProperties(wire(news));
            const response = await doneInPart(
                call<rpc.CreateResponse>((done) => client.create(request, done)),
            );
            return { id: response.getId(), outputs: unwired(response.getProperties()) };
        },
        async update(resource, { id, inputs, outputs }, news) {
            const request = about(new rpc.UpdateRequest(), resource).setId(id);
            request.setOldInputs(wire(inputs)).setOlds(wire(outputs)).setNews(wire(news));
            const response = await doneInPart(
                call<rpc.UpdateResponse>((done) => client.update(request, done)),
            );
            return unwired(response.getProperties());
        },
        async delete(resource, { id, inputs, outputs }) {
            const request = about(new rpc.DeleteRequest(), resource).setId(id);
            request.setOldInputs(wire(inputs)).setProperties(wire(outputs));
            await call<unknown>((done) => client.delete(request, done));
        },
        async read(resource, id, state) {
            const request = about(new rpc.ReadRequest(), resource).setId(id);
            if (state) {
                request.setInputs(wire(state.inputs)).setProperties(wire(state.outputs));
            }
            const response = await call<rpc.ReadResponse>((done) => client.read(request, done));
            return response.getId() === ""
                ? undefined
                : { outputs: unwired(response.getProperties()), inputs: unwired(response.getInputs()) };
        },
        close,
    };
}

async function doneInPart<T>(operation: Promise<T>): Promise<T> {
    try {
        return await operation;
    } catch (error) {
        const state = partialStateIn(error);
        throw state ? new DoneInPart((error as Error).message, state.id, state.outputs) : error;
    }
}
