import { type ExactObject, exactText } from "../exact-json";

/** An HTTP answer, ready to be sent. */
export interface Answer {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
}

export const jsonContentType = { "content-type": "application/json; charset=utf-8" };

export const success = jsonAnswer(200, { status: "SUCCESS" });

export const noContent: Answer = { status: 204, headers: {}, body: "" };

export function jsonAnswer(
    status: number,
    body: ExactObject,
    headers: Readonly<Record<string, string>> = {},
): Answer {
    return { status, headers: { ...jsonContentType, ...headers }, body: exactText(body) };
}
