import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import type { ResourceType, State } from "./faces";
import { call, unwired, wire, type NativeProcess, type Wire } from "./native-client";

export const stack = "urn:pulumi:test::native";

export interface Kind {
    readonly type?: ResourceType;
    /** The resource's logical name. */
    readonly name?: string;
}

export function urnOf({ type = "Profile", name = "one" }: Kind): string {
    return `${stack}::courier:index:${type}::${name}`;
}

interface Request {
    setUrn: (urn: string) => unknown;
    setType: (type: string) => unknown;
}

function about<R extends Request>(request: R, kind: Kind): R {
    request.setUrn(urnOf(kind));
    request.setType(`courier:index:${kind.type ?? "Profile"}`);
    return request;
}

export interface ConfigureOptions {
    /** The name of the provider resource. */
    readonly provider?: string;
}

export async function configure(
    { client }: NativeProcess,
    args: Wire,
    { provider = "default" }: ConfigureOptions = {},
): Promise<rpc.ConfigureResponse> {
    const request = new rpc.ConfigureRequest();
    request.setUrn(`${stack}::pulumi:providers:courier::${provider}`);
    request.setArgs(wire(args));
    return call((done) => client.configure(request, done));
}

export interface Checked {
    readonly inputs: Wire;
    readonly failures: readonly { readonly property: string; readonly reason: string }[];
}

export async function check(
    { client }: NativeProcess,
    { olds = {}, news, ...kind }: Kind & { readonly olds?: Wire; readonly news: Wire },
): Promise<Checked> {
    const request = about(new rpc.CheckRequest(), kind).setOlds(wire(olds)).setNews(wire(news));
    return checkedIn(await call((done) => client.check(request, done)));
}

export function checkedIn(response: rpc.CheckResponse): Checked {
    return {
        inputs: unwired(response.getInputs()),
        failures: response.getFailuresList().map((failure) => failure.toObject()),
    };
}

export interface Diff {
    readonly changes: "NONE" | "SOME" | "UNKNOWN";
    readonly replaces: readonly string[];
    readonly deleteBeforeReplace: boolean;
    /** The kind of the change at each path. */
    readonly details: Readonly<Record<string, string>>;
}

export async function diff(
    { client }: NativeProcess,
    {
        olds,
        oldInputs = olds,
        news,
        ...kind
    }: Kind & { readonly olds: Wire; readonly oldInputs?: Wire; readonly news: Wire },
): Promise<Diff> {
    const request = about(new rpc.DiffRequest(), kind).setId("id");
    request.setOlds(wire(olds)).setOldInputs(wire(oldInputs)).setNews(wire(news));
    return diffIn(await call((done) => client.diff(request, done)));
}

export function diffIn(response: rpc.DiffResponse): Diff {
    const kinds = Object.entries(rpc.PropertyDiff.Kind);
    const details: [string, string][] = [];
    response.getDetaileddiffMap().forEach((detail, path) => {
        const [name = ""] = kinds.find(([, value]) => value === detail.getKind()) ?? [];
        details.push([path, name]);
    });
    const answers = Object.entries(rpc.DiffResponse.DiffChanges);
    const [changes = ""] = answers.find(([, value]) => value === response.getChanges()) ?? [];
    return {
        changes: changes.replace("DIFF_", "") as Diff["changes"],
        replaces: response.getReplacesList(),
        deleteBeforeReplace: response.getDeletebeforereplace(),
        details: Object.fromEntries(details),
    };
}

export async function create(
    { client }: NativeProcess,
    { news, preview = false, ...kind }: Kind & { readonly news: Wire; readonly preview?: boolean },
): Promise<{ readonly id: string; readonly outputs: Wire }> {
    const request = about(new rpc.CreateRequest(), kind).setProperties(wire(news)).setPreview(preview);
    const response = await call<rpc.CreateResponse>((done) => client.create(request, done));
    return { id: response.getId(), outputs: unwired(response.getProperties()) };
}

export async function update(
    { client }: NativeProcess,
    {
        olds,
        news,
        preview = false,
        ...kind
    }: Kind & { readonly olds: Wire; readonly news: Wire; readonly preview?: boolean },
): Promise<Wire> {
    const request = about(new rpc.UpdateRequest(), kind).setId("id").setPreview(preview);
    request.setOlds(wire(olds)).setOldInputs(wire(olds)).setNews(wire(news));
    const response = await call<rpc.UpdateResponse>((done) => client.update(request, done));
    return unwired(response.getProperties());
}

export async function read(
    { client }: NativeProcess,
    { id = "id", state, ...kind }: Kind & { readonly id?: string; readonly state?: Omit<State, "id"> },
): Promise<(State & { readonly id: string }) | undefined> {
    const request = about(new rpc.ReadRequest(), kind).setId(id);
    if (state) {
        request.setInputs(wire(state.inputs)).setProperties(wire(state.outputs));
    }
    const response = await call<rpc.ReadResponse>((done) => client.read(request, done));
    return response.getId() === ""
        ? undefined
        : {
              id: response.getId(),
              inputs: unwired(response.getInputs()),
              outputs: unwired(response.getProperties()),
          };
}

export async function remove(
    { client }: NativeProcess,
    { olds, ...kind }: Kind & { readonly olds: Wire },
): Promise<void> {
    const request = about(new rpc.DeleteRequest(), kind).setId("id").setProperties(wire(olds));
    await call((done) => client.delete(request, done));
}
