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
export type { JsonObject, JsonValue } from "./json-value";
export type { KeyOrder } from "./courier-api/key-order";
export type { Profiles } from "./profiles/profile-store";
export { type Emulator, type EmulatorOptions, startEmulator } from "./emulator";
export { type Fault, FaultError } from "./faults/fault";
export type { ConnectionCounts } from "./arrival/connections";
export type { Gate } from "./arrival/held-requests";
export type { RequestFilter } from "./arrival/request-filter";
export type { RecordedRequest } from "./arrival/recorded-requests";
