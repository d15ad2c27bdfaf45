import type { Answer } from "../answer/answer";
import { ApiError, errorAnswer } from "../answer/error-answer";
import type { ProfileStore } from "../profiles/profile-store";
import type { ApiRules } from "./api-rules";
import { authenticate } from "./authentication";
import { listOperations } from "./list-operations";
import type { ListSubscriptions } from "./list-subscriptions";
import type { ApiRequest, Operation, Operations } from "./operation";
import { JsonPatchError } from "./patch-profile";
import { profileOperations } from "./profile-operations";

/** Courier's profiles API on plain values: a request in, an answer out, the stores changed in between. */
export class CourierApi {
    readonly #profiles: ProfileStore;
    readonly #subscriptions: ListSubscriptions;
    readonly #rules: ApiRules;
    readonly #operations: Readonly<Record<"profile" | "lists", Operations>>;

    constructor(profiles: ProfileStore, subscriptions: ListSubscriptions, rules: ApiRules) {
        this.#profiles = profiles;
        this.#subscriptions = subscriptions;
        this.#rules = rules;
        this.#operations = {
            profile: profileOperations(profiles, rules),
            lists: listOperations(subscriptions, rules),
        };
    }

    /** Does what the request asks and says how it went. Never throws. */
    answer(request: ApiRequest): Answer {
        try {
            authenticate(request.authorization, this.#rules.apiKey);
            const operation = this.#operation(request);
            const { userId } = request.path;
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
        const { userId = "" } = request.path;
        const profiles = this.#profiles.copyOf(userId);
        const subscriptions = this.#subscriptions.copyOf(userId);
        return new CourierApi(profiles, subscriptions, this.#rules).answer(request);
    }

    #operation({ method, path }: ApiRequest): Operation {
        if (!path.resource) {
            throw new ApiError(404, "there is nothing at this path");
        }
        const operations = this.#operations[path.resource];
        const operation = operations.get(method);
        if (!operation) {
            const allow = [...operations.keys()].join(", ");
            throw new ApiError(405, `${method} is not one of the methods of this path: ${allow}`, { allow });
        }
        return operation;
    }
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
