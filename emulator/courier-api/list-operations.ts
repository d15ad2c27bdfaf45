import { jsonAnswer, success } from "../answer/answer";
import { ApiError } from "../answer/error-answer";
import { type ExactObject, type ExactValue, isExactObject } from "../exact-json";
import type { ApiRules } from "./api-rules";
import { withKeyOrder } from "./key-order";
import type { ListSubscriptions } from "./list-subscriptions";
import type { Operation, Operations } from "./operation";
import { sentObject } from "./body-validation";

/** What can be done to `/profiles/{user_id}/lists`. */
export function listOperations(subscriptions: ListSubscriptions, rules: ApiRules): Operations {
    const retrieve: Operation = (userId, { path }) => {
        // Everything fits one page, so that no cursor was ever given out.
        if (path.query.get("cursor")) {
            throw new ApiError(400, '"cursor" is not one that this server gave out');
        }
        const page = { paging: { cursor: null, more: false }, results: subscriptions.of(userId) };
        return jsonAnswer(200, withKeyOrder(page, rules.keyOrder));
    };

    const subscribe: Operation = (userId, request) => {
        const { lists } = sentObject(request);
        if (!Array.isArray(lists)) {
            throw new ApiError(400, '"lists" must be an array');
        }
        for (const { listId, preferences } of lists.map(sentSubscription)) {
            subscriptions.subscribe(userId, listId, preferences);
        }
        return success;
    };

    const unsubscribe: Operation = (userId) => {
        subscriptions.unsubscribeAll(userId);
        return success;
    };

    return new Map([
        ["GET", retrieve],
        ["POST", subscribe],
        ["DELETE", unsubscribe],
    ]);
}

function sentSubscription(item: ExactValue, index: number): { listId: string; preferences?: ExactObject } {
    if (!isExactObject(item) || typeof item.listId !== "string" || item.listId === "") {
        throw new ApiError(400, `"lists[${index}].listId" is required and must be a string`);
    }
    const { listId, preferences = null } = item;
    if (preferences !== null && !isExactObject(preferences)) {
        throw new ApiError(400, `"lists[${index}].preferences" must be an object`);
    }
    return { listId, ...(preferences && { preferences }) };
}
