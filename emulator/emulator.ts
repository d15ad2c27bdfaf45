import type { ConnectionCounts } from "./arrival/connections";
import { type Gate, HeldRequests } from "./arrival/held-requests";
import { logLine } from "./arrival/log-line";
import { RecordedRequests } from "./arrival/recorded-requests";
import type { RequestFilter } from "./arrival/request-filter";
import type { RecordedRequest } from "./arrival/request-record";
import { apiRules } from "./courier-api/api-rules";
import { CourierApi } from "./courier-api/courier-api";
import { ListSubscriptions } from "./courier-api/list-subscriptions";
import type { EmulatorOptions } from "./emulator-options";
import type { Fault } from "./faults/fault";
import { FaultScript } from "./faults/fault-script";
import { HttpServer } from "./http-server";
import { DataFile, readDataFile } from "./profiles/data-file";
import { type Profiles, ProfileStore } from "./profiles/profile-store";

/**
 * Starts an in-memory Courier: the profiles API (GET, PUT, POST, PATCH, DELETE `/profiles/{user_id}` and
 * a user's list subscriptions; "User Profiles" in Courier's API reference) on a real port.
 *
 * @param options where it listens, and how it behaves; by default on a free port, as Courier documents it
 * @returns the emulator, which answers from now on
 * @throws Error of one line that says why: the port is taken, the host is none of this machine's, the data
 * file cannot be read or written.
 *
 * @example
 * ```ts
 * import { startEmulator } from "pulumi-courier/emulator";
 *
 * const courier = await startEmulator();
 * process.env.COURIER_BASE_URL = courier.url;
 * courier.fail({ method: "PUT", status: 429, retryAfter: 1 });
 * // … run what talks to Courier …
 * console.log(courier.profiles.get("svc-ci"), courier.requestsOf({ method: "PUT" }).length);
 * await courier.close();
 * ```
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
    const { host = "127.0.0.1", port = 0, latencyMs = 0, recordedBodiesMiB = 64, dataFile: path } = options;
    const profiles = new ProfileStore(path === undefined ? [] : readDataFile(path), (userId) => {
        dataFile?.save(userId);
    });
    const dataFile = path === undefined ? undefined : new DataFile(path, () => profiles.texts());
    // Saved before anything changes: a place that cannot be written is an error now, not at the first PUT.
    await dataFile?.saveAll();

    const parts: Parts = {
        profiles,
        dataFile,
        recorded: new RecordedRequests(recordedBodiesMiB * 1024 * 1024),
        held: new HeldRequests(),
        faults: new FaultScript(),
    };
    const server = new HttpServer({
        ...parts,
        api: new CourierApi(profiles, new ListSubscriptions(), apiRules(options)),
        latencyMs,
        saved: async () => dataFile?.saved(),
        onEnd: (request) => options.log?.(logLine(request)),
    });
    return new Emulator(await server.listen(port, host), server, parts);
}

interface Parts {
    readonly profiles: ProfileStore;
    readonly dataFile: DataFile | undefined;
    readonly recorded: RecordedRequests;
    readonly held: HeldRequests;
    readonly faults: FaultScript;
}

/**
 * A running emulator; {@link startEmulator} makes one. `await using` closes it at the end of a block.
 *
 * @example
 * ```ts
 * import { startEmulator } from "pulumi-courier/emulator";
 *
 * await using courier = await startEmulator();
 * courier.profiles.set("svc-ci", { email: "ci@example.com" });
 * const headers = { Authorization: "Bearer any" };
 * console.log(await (await fetch(`${courier.url}/profiles/svc-ci`, { headers })).json());
 * ```
 */
export class Emulator {
    /** Its base URL, such as `http://127.0.0.1:43210`: what `COURIER_BASE_URL` is to be. */
    readonly url: string;
    /** The profiles, to arrange and to look at without a request. */
    readonly profiles: Profiles;
    readonly #server: HttpServer;
    readonly #parts: Parts;
    #closed: Promise<void> | undefined;

    /** @internal */
    constructor(url: string, server: HttpServer, parts: Parts) {
        this.url = url;
        this.profiles = parts.profiles;
        this.#server = server;
        this.#parts = parts;
    }

    /**
     * The requests since the start, or since {@link clearRequests}, in the order in which they arrived. A
     * request has arrived when its body has been read (or its connection has ended before).
     */
    get requests(): readonly RecordedRequest[] {
        return this.#parts.recorded.requests;
    }

    /**
     * Those of {@link requests} that match.
     *
     * @param filter which requests; `{}` is all of them
     *
     * @example
     * ```ts
     * import assert from "node:assert/strict";
     * import { startEmulator } from "pulumi-courier/emulator";
     *
     * const courier = await startEmulator();
     * await fetch(`${courier.url}/profiles/svc-ci`, { headers: { Authorization: "Bearer any" } });
     * assert.equal(courier.requestsOf({ method: "GET", userId: "svc-ci" }).length, 1);
     * await courier.close();
     * ```
     */
    requestsOf(filter: RequestFilter): readonly RecordedRequest[] {
        return this.#parts.recorded.matching(filter);
    }

    /** Forgets the requests so far. An array that was read from {@link requests} before stays as it is. */
    clearRequests(): void {
        this.#parts.recorded.clear();
    }

    /** How many TCP connections clients have opened, have open now, and had open at most. */
    get connections(): ConnectionCounts {
        return this.#server.connections;
    }

    /**
     * Lets something go wrong with requests to come. Faults form a script: a request is offered to each in
     * the order of these calls, and the first that is not used up, and lets no more pass, takes it.
     *
     * @param fault which requests it hits, and what happens to them
     * @throws FaultError that names the field when the fault could only be a mistake.
     *
     * @example
     * ```ts
     * import { startEmulator } from "pulumi-courier/emulator";
     *
     * const courier = await startEmulator();
     * courier.fail({ method: "PUT", status: 503, times: 2 }); // the first two PUTs
     * courier.fail({ method: "PUT", reset: "after-apply" }); // then one
     * await courier.close();
     * ```
     */
    fail(fault: Fault): void {
        this.#parts.faults.add(fault);
    }

    /** Drops the faults that have not hit yet. Requests that are under way keep theirs. */
    clearFaults(): void {
        this.#parts.faults.clear();
    }

    /**
     * Resolves when that many matching requests have arrived since the last {@link clearRequests}, at once
     * if they have already. What they ask for has then been done, unless a gate holds them or a fault
     * prevents it; their answers may still be under way.
     *
     * @param filter which requests count; by default all
     * @param count how many of them to wait for
     * @throws Error if the emulator is closed before.
     *
     * @example
     * ```ts
     * import { startEmulator } from "pulumi-courier/emulator";
     *
     * const courier = await startEmulator();
     * const answer = fetch(`${courier.url}/profiles/svc-ci`, { headers: { Authorization: "Bearer any" } });
     * await courier.waitForRequest({ method: "GET" });
     * console.log((await answer).status); // 404
     * await courier.close();
     * ```
     */
    waitForRequest(filter: RequestFilter = {}, count = 1): Promise<void> {
        return this.#parts.recorded.waitFor(filter, count);
    }

    /**
     * Holds matching requests, once they have arrived, until they are released: to do something else at
     * exactly that moment. A request whose client goes away while it is held changes nothing.
     *
     * @param filter which requests it holds; by default all
     * @returns the gate, closed
     *
     * @example
     * ```ts
     * import { startEmulator } from "pulumi-courier/emulator";
     *
     * const courier = await startEmulator();
     * const gate = courier.gate({ userId: "svc-ci" });
     * const answer = fetch(`${courier.url}/profiles/svc-ci`, { headers: { Authorization: "Bearer any" } });
     * await gate.arrived;
     * courier.profiles.set("svc-ci", { locale: "en" }); // Somebody else writes at exactly this moment.
     * gate.release();
     * console.log(await (await answer).json());
     * await courier.close();
     * ```
     */
    gate(filter: RequestFilter = {}): Gate {
        return this.#parts.held.add(filter);
    }

    /**
     * Ends every connection and frees the port; with a data file, resolves when everything is in it. Further
     * calls do nothing.
     *
     * @throws Error when the data file could not be written.
     */
    close(): Promise<void> {
        this.#closed ??= this.#close();
        return this.#closed;
    }

    /** The same as {@link close}. */
    [Symbol.asyncDispose](): Promise<void> {
        return this.close();
    }

    async #close(): Promise<void> {
        const { dataFile, recorded, held } = this.#parts;
        await this.#server.close();
        const reason = new Error("the emulator was closed before the request arrived");
        recorded.end(reason);
        held.end(reason);
        await dataFile?.close();
    }
}
