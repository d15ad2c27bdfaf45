import type { AddressInfo } from "node:net";
import { CourierApi } from "./courier-api/courier-api";
import type { KeyOrder } from "./courier-api/key-order";
import { ListSubscriptions } from "./courier-api/list-subscriptions";
import { type Profiles, ProfileStore } from "./profiles/profile-store";
import { DataFile, readDataFile } from "./profiles/data-file";
import type { Fault } from "./faults/fault";
import { FaultScript } from "./faults/fault-script";
import type { ConnectionCounts } from "./arrival/connections";
import { type Gate, Gates } from "./arrival/held-requests";
import type { RequestFilter } from "./arrival/request-filter";
import { type RecordedRequest, RequestLog } from "./arrival/recorded-requests";
import { CourierServer } from "./http-server";

/** How the emulator runs, and how it behaves where Courier's documentation leaves it open. */
export interface EmulatorOptions {
    /** The port to listen on. Default: 0, a free one. */
    readonly port?: number | undefined;
    /** The address to listen on. Default: `"127.0.0.1"`, which no other machine can reach. */
    readonly host?: string | undefined;
    /**
     * Milliseconds between a request's arrival and its answer. What it asks for is done at the start of
     * them. Default: 0.
     */
    readonly latencyMs?: number | undefined;
    /** The only API key let in; any other is answered 401. Default: every key is let in. */
    readonly apiKey?: string | undefined;
    /** What GET answers for a user nobody has written: 404, or 200 with an empty profile. Default: `"not-found"`. */
    readonly unknownUser?: "not-found" | "empty" | undefined;
    /** What GET answers for a profile that is `{}`: that, or 404. Default: `"found"`. */
    readonly emptyUser?: "found" | "not-found" | undefined;
    /** Whether PUT keeps keys that are null, at every depth of objects. Default: `"keep"`. */
    readonly nulls?: "keep" | "drop" | undefined;
    /** The order of keys in answers, at every depth. Default: `"as-sent"`. */
    readonly keyOrder?: KeyOrder | undefined;
    /**
     * A file that keeps the profiles (not the list subscriptions): read at the start if it exists, and
     * rewritten before a change is answered. Default: none, they live in memory.
     */
    readonly dataFile?: string | undefined;
    /** Called with one line a request: method, path, status, milliseconds. Default: nobody. */
    readonly log?: ((line: string) => void) | undefined;
}

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
    const { host = "127.0.0.1", port = 0, dataFile: path } = options;
    const profiles = new ProfileStore(path === undefined ? [] : readDataFile(path), () => {
        void dataFile?.save();
    });
    const dataFile = path === undefined ? undefined : new DataFile(path, () => profiles.texts());
    // Saved before anything changes: a place that cannot be written is an error now, not at the first PUT.
    await dataFile?.save();

    const parts: Parts = {
        profiles,
        dataFile,
        faults: new FaultScript(),
        gates: new Gates(),
        requests: new RequestLog(),
    };
    const server = new CourierServer({
        ...parts,
        api: new CourierApi(profiles, new ListSubscriptions(), {
            apiKey: options.apiKey,
            unknownUser: options.unknownUser ?? "not-found",
            emptyUser: options.emptyUser ?? "found",
            nulls: options.nulls ?? "keep",
            keyOrder: options.keyOrder ?? "as-sent",
        }),
        latencyMs: options.latencyMs ?? 0,
        saved: async () => dataFile?.saved(),
        onEnd: (request) => options.log?.(logLine(request)),
    });
    try {
        return new Emulator(urlOf(await server.listen(port, host)), server, parts);
    } catch (error) {
        throw new Error(`cannot listen on ${host}:${port}: ${reasonOf(error)}`, { cause: error });
    }
}

interface Parts {
    readonly profiles: ProfileStore;
    readonly dataFile: DataFile | undefined;
    readonly faults: FaultScript;
    readonly gates: Gates;
    readonly requests: RequestLog;
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
    readonly #server: CourierServer;
    readonly #parts: Parts;
    #closed: Promise<void> | undefined;

    /** @internal */
    constructor(url: string, server: CourierServer, parts: Parts) {
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
        return this.#parts.requests.requests;
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
        return this.#parts.requests.matching(filter);
    }

    /** Forgets the requests so far. An array that was read from {@link requests} before stays as it is. */
    clearRequests(): void {
        this.#parts.requests.clear();
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
        return this.#parts.requests.waitFor(filter, count);
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
        return this.#parts.gates.add(filter);
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
        const { dataFile, gates, requests } = this.#parts;
        await this.#server.close();
        const reason = new Error("the emulator was closed before the request arrived");
        requests.end(reason);
        gates.end(reason);
        await dataFile?.saved();
    }
}

function logLine({ method, path, status, ms = 0 }: RecordedRequest): string {
    return `${method} ${path} ${status ?? "cut off"} ${Math.round(ms)} ms`;
}

function urlOf({ address, family, port }: AddressInfo): string {
    // The address that stands for all of the machine's is not one to connect to.
    if (address === "0.0.0.0" || address === "::") {
        return `http://127.0.0.1:${port}`;
    }
    return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}

function reasonOf(error: unknown): string {
    const { code, message } = error as NodeJS.ErrnoException;
    const reasons: Readonly<Record<string, string>> = {
        EADDRINUSE: "the port is already in use",
        EACCES: "the port needs more rights than this process has",
        EADDRNOTAVAIL: "the address is none of this machine's",
        ENOTFOUND: "there is no host of that name",
    };
    return (code && reasons[code]) ?? message;
}
