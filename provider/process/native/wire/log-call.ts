import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import type { Log } from "../../../run/log";

/** Shows lines by the `Log` call of the engine that listens at the address. */
export function createLogCall(engineAddress: string): Log {
    const engine = new EngineClient(engineAddress, credentials.createInsecure());
    return (level, message, resource) => {
        const request = new LogRequest();
        request.setSeverity(level === "warn" ? LogSeverity.WARNING : LogSeverity.INFO);
        request.setMessage(message);
        request.setUrn(resource ?? "");
        return new Promise((resolve) => {
            // As the SDK does: a line that cannot be shown must not end the work.
            engine.log(request, () => {
                resolve();
            });
        });
    };
}
