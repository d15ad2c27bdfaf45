import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { CheckRequest } from "@pulumi/pulumi/proto/provider_pb";

/** The key as a message has it: field 1 of an entry, of nine bytes. */
const lostKey = Buffer.from("\n\t__proto__");

const requests = new WeakSet<CheckRequest>();

const { check } = ResourceProviderService;

/** The call that checks a resource, whose requests are looked at before keys are lost: see {@link hasLostKey}. */
export const checkCall: typeof check = {
    ...check,
    requestDeserialize(bytes) {
        const request = check.requestDeserialize(bytes);
        if (bytes.includes(lostKey)) {
            requests.add(request);
        }
        return request;
    },
};

/** Whether the request had a key `__proto__`, which the library that reads messages drops without a word. */
export function hasLostKey(request: CheckRequest): boolean {
    return requests.has(request);
}
