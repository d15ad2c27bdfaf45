import type { Answer } from "../answer/answer";
import type { ReceivedBody } from "../arrival/request-body";
import type { RequestPath } from "../arrival/request-path";

/** A request with its body, before anything is decided about it. */
export interface ApiRequest {
    readonly method: string;
    readonly path: RequestPath;
    readonly authorization: string | undefined;
    readonly contentType: string | undefined;
    readonly body: ReceivedBody;
}

/** Does what the request asks for; a refusal is an ApiError that is thrown. */
export type Operation = (userId: string, request: ApiRequest) => Answer;

/** A resource's operations, by method. */
export type Operations = ReadonlyMap<string, Operation>;
