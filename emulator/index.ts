/**
 * An in-memory Courier for tests and demos: {@link startEmulator} starts one on a free port. The command
 * `courier-emulator` is the same for a terminal.
 *
 * @example
 * ```ts
 * import { startEmulator } from "pulumi-courier/emulator";
 *
 * const courier = await startEmulator();
 * courier.profiles.set("svc-ci", { email: "ci@example.com" });
 * console.log(courier.url);
 * await courier.close();
 * ```
 *
 * @module pulumi-courier/emulator
 */
export { type Emulator, startEmulator } from "./emulator";
export type { EmulatorOptions, KeyOrder } from "./emulator-options";
export type { Profiles } from "./profiles/profile-store";
export type { JsonObject, JsonValue } from "./json-value";
export type { RecordedRequest } from "./arrival/request-record";
export type { RequestFilter } from "./arrival/request-filter";
export type { Gate } from "./arrival/held-requests";
export type { ConnectionCounts } from "./arrival/connections";
export type { Fault } from "./faults/fault";
export { FaultError } from "./faults/fault-check";
