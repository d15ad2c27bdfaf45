import { ApiError } from "../answer/error-answer";

/** Refuses a request without a key, or with another than `apiKey` where one is given. */
export function authenticate(authorization: string | undefined, apiKey: string | undefined): void {
    const key = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
    if (key === undefined) {
        throw new ApiError(401, "an Authorization header with a bearer token is required");
    }
    if (apiKey !== undefined && key !== apiKey) {
        throw new ApiError(401, "the API key is not the one this server was started with");
    }
}
