import { isObject } from "../../core/values/json";
import type { Answer } from "../http/exchange";
import { isRetriedStatus, parseRetryAfter } from "../retry-timing";
import { notCourier, statusMeaning } from "./status-meaning";
import type { TryFailure } from "./try-failure";

/**
 * Says what an answer that is no success means.
 *
 * @param show makes a text of the server's fit for a message, and no longer than `maxLength`
 */
export function describeAnswer(
    { status, text, json, retryAfter, location }: Answer,
    show: (text: string, maxLength?: number) => string,
): TryFailure {
    const once = { status, retries: 0, concern: "unclear", topic: "answers" } as const;
    if (status >= 300 && status < 400) {
        const target = location === undefined ? "nowhere" : show(addressIn(location));
        return {
            ...once,
            reason: `${status}, a redirect to ${target}, which is not followed`,
            advice: "Set courier:baseUrl to the address of Courier's API itself.",
        };
    }
    if (status < 300) {
        const what = json === undefined ? "a body that is not JSON" : "JSON that is not Courier's";
        return { ...once, reason: `${status} with ${what}`, advice: notCourier };
    }
    const { message, type } = isObject(json) ? json : {};
    const kind = typeof type === "string" ? show(type, 60) : undefined;
    const said =
        typeof message === "string"
            ? `: ${show(message)}`
            : text === ""
              ? ""
              : " with a body that is not Courier's";
    return {
        ...statusMeaning(status),
        status,
        type: kind,
        reason: `${status}${kind ? ` ${kind}` : ""}${said}`.replace(/\.+$/, ""),
        retries: isRetriedStatus(status) ? Infinity : 0,
        retryAfterMs: parseRetryAfter(retryAfter, Date.now()),
    };
}

/** The address in a Location header, without what may be secret: user name and password, query, fragment. */
function addressIn(location: string): string {
    return location.replace(/[?#].*$/s, "").replace(/^([^/\\]*[/\\]{2})[^/\\]*@/, "$1");
}
