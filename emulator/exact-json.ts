import { isLosslessNumber, type LosslessNumber, parse, stringify } from "lossless-json";

/** A JSON value whose numbers are the texts that they were sent as. */
export type ExactValue = null | boolean | string | LosslessNumber | ExactValue[] | ExactObject;

export interface ExactObject {
    [key: string]: ExactValue;
}

/** Throws what says why the text is not JSON. As in JSON.parse, the last one of equal keys counts. */
export function parseExact(text: string): ExactValue {
    return parse(text, undefined, { onDuplicateKey: ({ newValue }) => newValue }) as ExactValue;
}

export function exactText(value: ExactValue): string {
    return stringify(value) as string;
}

export function isExactObject(value: ExactValue | undefined): value is ExactObject {
    return typeof value === "object" && value !== null && !Array.isArray(value) && !isLosslessNumber(value);
}
