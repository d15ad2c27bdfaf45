import { ApiError } from "../answer/error-answer";
import { isObject, type JsonObject } from "../json-value";
import type { ApiRequest } from "./operation";

/** The JSON object that was sent. */
export function sentObject({ body, contentType }: ApiRequest): JsonObject {
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

/** The profile in it. */
export function sentProfile(request: ApiRequest): JsonObject {
    const { profile } = sentObject(request);
    if (!isObject(profile)) {
        throw new ApiError(400, '"profile" is required and must be an object');
    }
    return profile;
}
