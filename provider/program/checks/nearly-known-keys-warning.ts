import { nearlyKnownKeys } from "../../core/keys/nearly-known-keys";
import { withHelp, type HelpTopic } from "../../core/messages/help-links";
import { formatPath } from "../../core/values/key-path";
import type { JsonObject } from "../../core/values/json";
import { warnOnce } from "../warn-once";

/**
 * Warns, once in a run, of keys that Courier does not know and that are nearly ones that it knows: it would take them
 * without a word, and send nothing.
 *
 * @param source where the profiles are from, such as `ProfileSet "fixtures"`
 */
export function warnOfNearlyKnownKeys(
    source: string,
    profiles: Iterable<JsonObject>,
    topic: HelpTopic,
): void {
    const keys = nearlyKnownKeys(profiles).map(
        ({ key, known }) =>
            `${JSON.stringify(key.join("."))} (is ${JSON.stringify(formatPath(known))} meant?)`,
    );
    if (keys.length > 0) {
        warnOnce(withHelp(`${source}: Courier does not know these keys: ${keys.join(", ")}`, topic));
    }
}
