import type { CourierApi } from "../core/courier-api";
import type { ExactObject } from "../core/values/exact-json";
import { isObject } from "../core/values/json";
import { realWaiting, Requests, type ClientSettings, type Waiting } from "./requests";

const neverCancelled = new AbortController().signal;

/** More connections than these gain nothing, and a rate limiter may mind them. */
const mostConnections = 64;

export interface ClientOptions {
    /** When it is aborted, requests are sent no more, and answers under way get five seconds. */
    readonly cancellation?: AbortSignal | undefined;
    /** The most connections at once. */
    readonly connections?: number;
    readonly waiting?: Waiting;
}

/**
 * Courier's profiles API (Courier's documentation, "User Profiles"): every call repeated while that can help
 * and the deadline allows, every failure a `CourierError` that never carries the API key.
 */
export class CourierClient implements CourierApi {
    readonly #requests: Requests;

    constructor(
        settings: ClientSettings,
        {
            cancellation = neverCancelled,
            connections = mostConnections,
            waiting = realWaiting,
        }: ClientOptions = {},
    ) {
        this.#requests = new Requests(settings, connections, cancellation, waiting);
    }

    /** The user's profile, `{}` where it is empty; undefined where Courier knows none. */
    async get(userId: string): Promise<ExactObject | undefined> {
        return this.#requests.send({ method: "GET", userId }, ({ status, text, json }) => {
            if (status === 200 && isObject(json)) {
                const profile = Object.keys(json).length === 0 ? {} : json.profile;
                return isObject(profile) ? { result: profile } : undefined;
            }
            // A gateway's HTML page of the same status says nothing of a profile.
            return status === 404 && (text === "" || isObject(json)) ? { result: undefined } : undefined;
        });
    }

    /** Replaces the user's whole profile, or creates it. */
    async put(userId: string, profile: ExactObject): Promise<void> {
        await this.#requests.send({ method: "PUT", userId, profile }, ({ status, json }) =>
            status === 200 && isObject(json) && json.status === "SUCCESS" ? { result: undefined } : undefined,
        );
    }

    /** Deletes the user's profile; it is no failure where there is none. */
    async delete(userId: string): Promise<void> {
        await this.#requests.send({ method: "DELETE", userId }, ({ status, text, json }) =>
            [200, 204, 404].includes(status) && (text === "" || isObject(json))
                ? { result: undefined }
                : undefined,
        );
    }
}
