import { Server, ServerCredentials, type sendUnaryData } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { standardErrorLog } from "../../run/log";
import { engineProcess } from "../../run/register/engine-process";
import { ProcessRegister } from "../../run/register/process-register";
import { RegisterFolder } from "../../run/register/register-folder";
import { createCalls } from "./calls";
import { createEngineLog } from "./engine-log";
import { failureStatus } from "./failure";
import { Provider } from "./provider";

/** As much as the engine's own messages may have. */
const mostBytes = 400 * 1024 * 1024;

type Answer = (request: never) => unknown;

/** Serves Pulumi's provider protocol for as long as the engine lives, and prints the port, as the engine expects. */
export function serve(version: string): void {
    const calls = createCalls({
        connect,
        // The engine gives its own address as the last argument.
        engineAddress: /^[\w.[\]:-]+:\d+$/.exec(process.argv.slice(2).at(-1) ?? "")?.[0],
        version,
        schema: async () => (await import("./schema.json")).default,
    });
    const server = new Server({
        "grpc.max_receive_message_length": mostBytes,
        "grpc.max_send_message_length": mostBytes,
    });
    const answers: Record<string, Answer> = calls.answers;
    const handlers = Object.entries(answers).map(([name, answer]) => [name, handler(answer)] as const);
    server.addService(ResourceProviderService, Object.fromEntries(handlers));
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
        if (error) {
            throw error;
        }
        process.stdout.write(`${port}\n`);
    });
    // The engine holds the other end, so this is how its death is heard, after `kill -9` too.
    process.stdin.resume().once("end", () => {
        calls.end();
        // Once the requests under way are answered.
        server.tryShutdown(() => process.exit());
    });
}

function connect(engineAddress: string | undefined): Provider {
    if (engineAddress === undefined) {
        return new Provider({ log: standardErrorLog });
    }
    const folder = new RegisterFolder(engineAddress, engineProcess());
    return new Provider({
        log: createEngineLog(engineAddress),
        register: new ProcessRegister({ folder }),
    });
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
