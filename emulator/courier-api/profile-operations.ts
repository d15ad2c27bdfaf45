import { jsonAnswer, noContent, success } from "../answer/answer";
import { ApiError } from "../answer/error-answer";
import type { ProfileStore } from "../profiles/profile-store";
import type { ApiRules } from "./api-rules";
import { withKeyOrder } from "./key-order";
import { mergeProfile } from "./merge-profile";
import type { Operation, Operations } from "./operation";
import { patchProfile } from "./patch-profile";
import { sentObject, sentProfile } from "./body-validation";
import { withoutNulls } from "./without-nulls";

/** What can be done to `/profiles/{user_id}`. */
export function profileOperations(profiles: ProfileStore, rules: ApiRules): Operations {
    const retrieve: Operation = (userId) => {
        const profile = profiles.read(userId);
        const { unknownUser, emptyUser, keyOrder } = rules;
        const found = profile
            ? emptyUser === "found" || Object.keys(profile).length > 0
            : unknownUser === "empty";
        if (!found) {
            throw new ApiError(404, `there is no profile of the user "${userId}"`);
        }
        return jsonAnswer(200, withKeyOrder({ profile: profile ?? {} }, keyOrder));
    };

    const replace: Operation = (userId, request) => {
        const profile = sentProfile(request);
        profiles.write(userId, rules.nulls === "drop" ? withoutNulls(profile) : profile);
        return success;
    };

    const merge: Operation = (userId, request) => {
        profiles.write(userId, mergeProfile(profiles.read(userId) ?? {}, sentProfile(request)));
        return success;
    };

    const patch: Operation = (userId, request) => {
        const { patch: operations } = sentObject(request);
        if (!Array.isArray(operations)) {
            throw new ApiError(400, '"patch" must be an array of JSON Patch operations');
        }
        profiles.write(userId, patchProfile(profiles.read(userId) ?? {}, operations));
        return noContent;
    };

    const remove: Operation = (userId) => {
        profiles.delete(userId);
        return noContent;
    };

    return new Map([
        ["GET", retrieve],
        ["PUT", replace],
        ["POST", merge],
        ["PATCH", patch],
        ["DELETE", remove],
    ]);
}
