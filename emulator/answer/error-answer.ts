import { type Answer, jsonAnswer } from "./answer";

/** A refusal in Courier's form: a status and `{message, type}`. */
export class ApiError extends Error {
    override name = "ApiError";
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;

    constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
        super(message);
        this.status = status;
        this.headers = headers;
    }
}

export function errorAnswer({ status, message, headers }: ApiError): Answer {
    return jsonAnswer(status, { message, type: errorType(status) }, headers);
}

/** The `type` that Courier gives an error of this status. */
export function errorType(status: number): string {
    switch (status) {
        case 401:
            return "authentication_error";
        case 403:
            return "authorization_error";
        case 429:
            return "rate_limit_error";
        default:
            return status >= 500 ? "api_error" : "invalid_request_error";
    }
}
