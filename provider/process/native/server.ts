import { Server, ServerCredentials, type sendUnaryData } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { checkCall } from "./wire/lost-keys";
import { failureStatus } from "./wire/failure";

/** As much as the engine's own messages may have. */
const mostBytes = 400 * 1024 * 1024;

type Answer = (request: never) => unknown;

export interface RunningServer {
    readonly port: number;
    /** Takes no more calls; resolves once those under way are answered. */
    readonly close: () => Promise<void>;
}

/** Serves Pulumi's provider protocol on a free port of this machine. */
export async function startServer(answers: object): Promise<RunningServer> {
    const server = new Server({
        "grpc.max_receive_message_length": mostBytes,
        "grpc.max_send_message_length": mostBytes,
    });
    const handlers = Object.entries(answers).map(
        ([name, answer]) => [name, handler(answer as Answer)] as const,
    );
    server.addService({ ...ResourceProviderService, check: checkCall }, Object.fromEntries(handlers));
    const port = await new Promise<number>((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
            if (error) {
                reject(error);
            } else {
                resolve(bound);
            }
        });
    });
    return {
        port,
        close: () =>
            new Promise((resolve) => {
                server.tryShutdown(() => {
                    resolve();
                });
            }),
    };
}

function handler(answer: Answer) {
    return (call: { request: unknown }, callback: sendUnaryData<unknown>): void => {
        void Promise.resolve()
            .then(() => answer(call.request as never))
            .then(
                (response) => {
                    callback(null, response);
                },
                (error: unknown) => {
                    callback(failureStatus(error));
                },
            );
    };
}
