import { isObject, isPresent, own, type JsonValue } from "../../../provider/core/values/json";
import { hasType, keyType } from "../../../provider/core/known-keys";

/** Keys inside of Courier's own that the types of a program say are strings. */
const innerStrings: Readonly<Record<string, readonly string[]>> = {
    address: ["formatted", "street_address", "locality", "region", "postal_code", "country"],
    apn: ["token"],
    aws_sns: ["target_arn"],
    expo: ["token"],
    webhook: ["url"],
};

/** Whether a key at the top of a profile holds what Courier documents. Courier itself takes anything. */
export function isTypedAsKnown(key: string, value: JsonValue | undefined): boolean {
    const type = keyType(key);
    if (type === undefined || !isPresent(value)) {
        return true;
    }
    if (!hasType(value, type)) {
        return false;
    }
    return (
        !isObject(value) ||
        (Object.hasOwn(innerStrings, key) ? (innerStrings[key] ?? []) : []).every((name) => {
            const inner = own(value, name);
            return !isPresent(inner) || typeof inner === "string";
        })
    );
}
