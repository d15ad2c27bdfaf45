import { unpairedSurrogates } from "../messages/wording";

/** What a person is told where a user id came as a secret. */
export const secretUserIdWarning =
    "userId is a secret, but it is the resource's id, which Pulumi keeps and shows in plain text; choose a user id that " +
    "is none";

/** Why a value cannot be a user id, or undefined where it can. */
export function userIdProblem(userId: unknown): string | undefined {
    if (userId === undefined || userId === null) {
        return "is missing; give the id of the Courier user";
    }
    if (typeof userId !== "string") {
        return `must be a string, not ${Array.isArray(userId) ? "an array" : `a value of type ${typeof userId}`}`;
    }
    if (userId === "") {
        return "is empty; give the id of the Courier user";
    }
    if (userId === "." || userId === "..") {
        return `is "${userId}", which no URL can carry as a name; choose another user id`;
    }
    if (!userId.isWellFormed()) {
        return unpairedSurrogates;
    }
    return undefined;
}
