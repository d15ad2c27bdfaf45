import type { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { Log } from "../../run/log";

/**
 * Lines for the engine to show, by its own call: the SDK's log, which the dynamic face uses, would load the whole SDK.
 *
 * @param engineAddress where the engine of this run listens
 */
export function createEngineLog(engineAddress: string): Log {
    let client: EngineClient | undefined;

    return async (level, message, resource) => {
        // Loaded at the first line, as most runs have none.
        const [{ credentials }, { EngineClient: Client }, { LogRequest, LogSeverity }] = await Promise.all([
            import("@grpc/grpc-js"),
            import("@pulumi/pulumi/proto/engine_grpc_pb.js"),
            import("@pulumi/pulumi/proto/engine_pb.js"),
        ]);
        const engine = (client ??= new Client(engineAddress, credentials.createInsecure()));
        const request = new LogRequest();
        request.setSeverity(level === "warn" ? LogSeverity.WARNING : LogSeverity.INFO);
        request.setMessage(message);
        request.setUrn(resource ?? "");
        await new Promise<void>((resolve) => {
            // As the SDK does: a line that cannot be shown must not end the work.
            engine.log(request, () => {
                resolve();
            });
        });
    };
}
