import { Metadata, status, type StatusObject } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { mostBytesOfFailure } from "../../partial-state";
import { PartlyDone } from "../resource";
import { toWire } from "./wire-values";

/** A failure as the engine reads it: its message and, where an operation was done in part, what the state is to take. */
export function failureStatus(error: unknown): Partial<StatusObject> {
    if (!(error instanceof PartlyDone)) {
        return { code: status.UNKNOWN, details: messageOf(error) };
    }
    const details = stateDetails(error);
    if (details.length > mostBytesOfFailure) {
        return { code: status.UNKNOWN, details: messageOf(error.withoutState) };
    }
    const metadata = new Metadata();
    metadata.add("grpc-status-details-bin", details);
    return { code: status.UNKNOWN, details: messageOf(error), metadata };
}

function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}

/** See `google.rpc.Status`, and `ErrorResourceInitFailed` of Pulumi's provider protocol. */
function stateDetails(error: PartlyDone): Buffer {
    const { id, outputs } = error.written;
    const detail = new ErrorResourceInitFailed();
    detail.setId(id);
    detail.setProperties(toWire(outputs));
    detail.setReasonsList([messageOf(error)]);
    const any = new Any();
    any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const message = new Status();
    message.setCode(status.UNKNOWN);
    message.setMessage(messageOf(error));
    message.addDetails(any);
    return Buffer.from(message.serializeBinary());
}
