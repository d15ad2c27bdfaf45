import type { JsonValue } from "../../provider/core/values/json";
import { mistypedKeys } from "../../provider/core/known-keys";

/** Whether a key at the top of a profile holds what Courier documents. Courier itself takes anything. */
export function isTypedAsKnown(key: string, value: JsonValue | undefined): boolean {
    return mistypedKeys({ [key]: value }).length === 0;
}
