import { ApiError } from "../answer/error-answer";
import { type ExactObject, type ExactValue, isExactObject, parseExact } from "../exact-json";
import type { ApiRequest } from "./operation";

/** The JSON object that was sent. */
export function sentObject({ body, contentType }: ApiRequest): ExactObject {
    if (body.tooLarge) {
        throw new ApiError(413, "the request body is larger than 1 MiB");
    }
    if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(contentType ?? "")) {
        throw new ApiError(400, "the content type must be application/json");
    }
    const sent = body.text === undefined ? undefined : parsed(body.text);
    if (!isExactObject(sent)) {
        throw new ApiError(400, "the request body must be a JSON object");
    }
    return sent;
}

/** The profile in it. */
export function sentProfile(request: ApiRequest): ExactObject {
    const { profile } = sentObject(request);
    if (!isExactObject(profile)) {
        throw new ApiError(400, '"profile" is required and must be an object');
    }
    return profile;
}

function parsed(text: string): ExactValue | undefined {
    try {
        return parseExact(text);
    } catch (error) {
        if (error instanceof SyntaxError) {
            return undefined;
        }
        throw error;
    }
}
