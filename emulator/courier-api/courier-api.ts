import { type Answer, errorAnswer, jsonAnswer, noContent, success } from "../answer/answer";
import { ApiError } from "../answer/error-answer";
import { isObject, type JsonObject, type JsonValue } from "../json-value";
import { JsonPatchError, patchProfile } from "./patch-profile";
import { type KeyOrder, withKeyOrder } from "./key-order";
import type { ListSubscriptions } from "./list-subscriptions";
import { mergeProfile, withoutNulls } from "./merge-profile";
import type { ProfileStore } from "../profiles/profile-store";
import type { ReceivedBody } from "../arrival/request-body";
import type { Target } from "../arrival/request-path";

/** A request with its body, before anything is decided about it. */
export interface ApiRequest {
    readonly method: string;
    readonly target: Target;
    readonly authorization: string | undefined;
    readonly contentType: string | undefined;
    readonly body: ReceivedBody;
}

/** How the API behaves where Courier's behaviour is not documented, and whom it lets in. */
export interface ApiRules {
    readonly apiKey: string | undefined;
    readonly unknownUser: "not-found" | "empty";
    readonly emptyUser: "found" | "not-found";
    readonly nulls: "keep" | "drop";
    readonly keyOrder: KeyOrder;
}

type Operation = (userId: string, request: ApiRequest) => Answer;

/** Courier's profiles API on plain values: a request in, an answer out, the stores changed in between. */
export class CourierApi {
    readonly #profiles: ProfileStore;
    readonly #lists: ListSubscriptions;
    readonly #rules: ApiRules;
    readonly #operations: Record<"profile" | "lists", Map<string, Operation>>;

    constructor(profiles: ProfileStore, lists: ListSubscriptions, rules: ApiRules) {
        this.#profiles = profiles;
        this.#lists = lists;
        this.#rules = rules;
        this.#operations = {
            profile: new Map<string, Operation>([
                ["GET", this.#getProfile],
                ["PUT", this.#replaceProfile],
                ["POST", this.#mergeProfile],
                ["PATCH", this.#patchProfile],
                ["DELETE", this.#deleteProfile],
            ]),
            lists: new Map<string, Operation>([
                ["GET", this.#getLists],
                ["POST", this.#subscribe],
                ["DELETE", this.#unsubscribe],
            ]),
        };
    }

    /** Does what the request asks and says how it went. Never throws. */
    answer(request: ApiRequest): Answer {
        try {
            this.#authenticate(request.authorization);
            const operation = this.#operation(request);
            const { userId } = request.target;
            if (userId === undefined) {
                throw new ApiError(400, "the user id is not valid percent-encoded UTF-8");
            }
            return operation(userId, request);
        } catch (error) {
            return errorAnswer(asApiError(error));
        }
    }

    /** Says how the request would go, and changes nothing. */
    rehearse(request: ApiRequest): Answer {
        return new CourierApi(this.#profiles.copy(), this.#lists.copy(), this.#rules).answer(request);
    }

    #authenticate(authorization: string | undefined): void {
        const key = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
        if (key === undefined) {
            throw new ApiError(401, "an Authorization header with a bearer token is required");
        }
        if (this.#rules.apiKey !== undefined && key !== this.#rules.apiKey) {
            throw new ApiError(401, "the API key is not the one this server was started with");
        }
    }

    #operation({ method, target }: ApiRequest): Operation {
        if (!target.resource) {
            throw new ApiError(404, "there is nothing at this path");
        }
        const operations = this.#operations[target.resource];
        const operation = operations.get(method);
        if (!operation) {
            const allow = [...operations.keys()].join(", ");
            throw new ApiError(405, `${method} is not one of the methods of this path: ${allow}`, { allow });
        }
        return operation;
    }

    readonly #getProfile: Operation = (userId) => {
        const profile = this.#profiles.get(userId);
        const { unknownUser, emptyUser } = this.#rules;
        const found = profile
            ? emptyUser === "found" || Object.keys(profile).length > 0
            : unknownUser === "empty";
        if (!found) {
            throw new ApiError(404, `there is no profile of the user "${userId}"`);
        }
        return this.#found({ profile: profile ?? {} });
    };

    #found(body: JsonObject): Answer {
        return jsonAnswer(200, withKeyOrder(body, this.#rules.keyOrder));
    }

    readonly #replaceProfile: Operation = (userId, request) => {
        const profile = profileIn(request);
        this.#profiles.set(userId, this.#rules.nulls === "drop" ? withoutNulls(profile) : profile);
        return success;
    };

    readonly #mergeProfile: Operation = (userId, request) => {
        this.#profiles.set(userId, mergeProfile(this.#profiles.get(userId) ?? {}, profileIn(request)));
        return success;
    };

    readonly #patchProfile: Operation = (userId, request) => {
        const { patch } = objectIn(request);
        if (!Array.isArray(patch)) {
            throw new ApiError(400, '"patch" must be an array of JSON Patch operations');
        }
        this.#profiles.set(userId, patchProfile(this.#profiles.get(userId) ?? {}, patch));
        return noContent;
    };

    readonly #deleteProfile: Operation = (userId) => {
        this.#profiles.delete(userId);
        return noContent;
    };

    readonly #getLists: Operation = (userId, { target }) => {
        // Everything fits one page, so that no cursor was ever given out.
        if (target.query.get("cursor")) {
            throw new ApiError(400, '"cursor" is not one that this server gave out');
        }
        return this.#found({ paging: { cursor: null, more: false }, results: this.#lists.of(userId) });
    };

    readonly #subscribe: Operation = (userId, request) => {
        const { lists } = objectIn(request);
        if (!Array.isArray(lists)) {
            throw new ApiError(400, '"lists" must be an array');
        }
        const subscriptions = lists.map(subscriptionIn);
        for (const { listId, preferences } of subscriptions) {
            this.#lists.subscribe(userId, listId, preferences);
        }
        return success;
    };

    readonly #unsubscribe: Operation = (userId) => {
        this.#lists.unsubscribeAll(userId);
        return success;
    };
}

function objectIn({ body, contentType }: ApiRequest): JsonObject {
    if (body.tooLarge) {
        throw new ApiError(413, "the request body is larger than 1 MiB");
    }
    if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(contentType ?? "")) {
        throw new ApiError(400, "the content type must be application/json");
    }
    if (!isObject(body.json)) {
        throw new ApiError(400, "the request body must be a JSON object");
    }
    return body.json;
}

function profileIn(request: ApiRequest): JsonObject {
    const { profile } = objectIn(request);
    if (!isObject(profile)) {
        throw new ApiError(400, '"profile" is required and must be an object');
    }
    return profile;
}

function subscriptionIn(item: JsonValue, index: number): { listId: string; preferences?: JsonObject } {
    if (!isObject(item) || typeof item.listId !== "string" || item.listId === "") {
        throw new ApiError(400, `"lists[${index}].listId" is required and must be a string`);
    }
    const { listId, preferences = null } = item;
    if (preferences !== null && !isObject(preferences)) {
        throw new ApiError(400, `"lists[${index}].preferences" must be an object`);
    }
    return { listId, ...(preferences && { preferences }) };
}

function asApiError(error: unknown): ApiError {
    if (error instanceof ApiError) {
        return error;
    }
    if (error instanceof JsonPatchError) {
        return new ApiError(400, error.message);
    }
    if (error instanceof RangeError) {
        return new ApiError(400, "the request body is nested too deeply");
    }
    return new ApiError(500, error instanceof Error ? error.message : String(error));
}
