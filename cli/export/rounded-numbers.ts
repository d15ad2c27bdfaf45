import type { JsonObject, JsonValue } from "../../provider/core/values/json";
import type { Problem } from "../../provider/core/messages/problem";

/**
 * The whole numbers of a profile that JavaScript may have rounded when it read them: written back, they would
 * be other numbers.
 */
export function roundedNumbers(profile: JsonObject): Problem[] {
    function visit(value: JsonValue | undefined, path: string): Problem[] {
        if (typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value)) {
            return [
                {
                    property: path,
                    topic: "inputs",
                    reason: "is a whole number beyond 2^53, which JavaScript may have rounded; make it a string in Courier",
                },
            ];
        }
        if (typeof value !== "object" || value === null) {
            return [];
        }
        return Object.entries(value).flatMap(([key, item]) => visit(item, `${path}.${key}`));
    }
    return visit(profile, "profile");
}
