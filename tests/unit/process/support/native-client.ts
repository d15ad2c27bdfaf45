import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import type { Log } from "../../../../provider/run/log";
import { ProcessRegister } from "../../../../provider/run/register/process-register";
import { createCalls } from "../../../../provider/process/native/calls";
import { Provider } from "../../../../provider/process/native/provider";
import { startServer } from "../../../../provider/process/native/server";

/** Properties as they are on the wire: secrets and unknown values in Pulumi's own markers. */
export type Wire = Readonly<Record<string, unknown>>;

export interface NativeProcess {
    readonly client: ResourceProviderClient;
    /** The lines it has shown: their level, text and resource. */
    readonly lines: readonly (readonly [string, string, string | undefined])[];
    readonly provider: Provider;
    readonly close: () => Promise<void>;
}

export interface NativeProcessOptions {
    readonly environment?: NodeJS.ProcessEnv;
    readonly register?: ProcessRegister;
}

/** The native provider in this process, at the other end of a real connection. */
export async function nativeProcess({
    environment = {},
    register,
}: NativeProcessOptions = {}): Promise<NativeProcess> {
    const lines: (readonly [string, string, string | undefined])[] = [];
    const log: Log = (...line) => {
        lines.push(line as unknown as readonly [string, string, string | undefined]);
        return Promise.resolve();
    };
    const provider = new Provider({ log, environment, ...(register && { register }) });
    const calls = createCalls({
        connect: () => provider,
        engineAddress: undefined,
        version: "1.2.3",
        schema: () => Promise.resolve({ name: "courier" }),
    });
    const server = await startServer(calls.answers);
    const client = new ResourceProviderClient(`127.0.0.1:${server.port}`, credentials.createInsecure());
    return {
        client,
        lines,
        provider,
        close: async () => {
            client.close();
            await server.close();
        },
    };
}

/** Makes a call of the client: `call<rpc.CheckResponse>((done) => client.check(request, done))`. */
export function call<Response>(
    start: (done: (error: ServiceError | null, response: Response) => void) => unknown,
): Promise<Response> {
    return new Promise((resolve, reject) => {
        start((error, response) => {
            if (error) {
                // As the engine shows it.
                reject(Object.assign(error, { message: error.details }));
            } else {
                resolve(response);
            }
        });
    });
}

export function wire(props: Wire): Struct {
    // Without what is undefined.
    return Struct.fromJavaScript(JSON.parse(JSON.stringify(props)) as Record<string, JavaScriptValue>);
}

export function unwired(struct: Struct | undefined): Wire {
    return struct?.toJavaScript() ?? {};
}

/** What a failure tells the engine of a resource that was done in part; undefined where it tells nothing. */
export function partialStateIn(
    error: unknown,
): { readonly id: string; readonly outputs: Wire; readonly reasons: readonly string[] } | undefined {
    const [details] = (error as ServiceError).metadata.get("grpc-status-details-bin");
    if (details === undefined) {
        return undefined;
    }
    const [any] = Status.deserializeBinary(details as Buffer).getDetailsList();
    const detail = any?.unpack(
        (bytes) => rpc.ErrorResourceInitFailed.deserializeBinary(bytes),
        "pulumirpc.ErrorResourceInitFailed",
    );
    return detail
        ? {
              id: detail.getId(),
              outputs: unwired(detail.getProperties()),
              reasons: detail.getReasonsList(),
          }
        : undefined;
}
