import { nearlyKnownKeys, type NearlyKnownKey } from "../keys/nearly-known-keys";
import { formatPath } from "../values/key-path";
import { withHelp, type HelpTopic } from "./help-links";

type Props = Readonly<Record<string, unknown>>;

/** One run's warnings of keys that Courier does not know and that are nearly ones that it knows. */
export class NearlyKnownKeysWarnings {
    readonly #named = new Set<string>();

    /**
     * The warning of a file's keys, if there is one.
     *
     * @param call how the program reads the file
     */
    ofFile(call: string, profiles: Iterable<Props>): string | undefined {
        return this.#warning(call, nearlyKnownKeys(profiles), "files");
    }

    /**
     * The warning of a resource's keys, if there is one: a thousand resources of one program may have the same mistake,
     * or have it from a file, so each key is named once.
     *
     * @param label the resource in the message, where the message is not shown under it
     */
    ofResource(label: string | undefined, profiles: Iterable<Props>): string | undefined {
        const keys = nearlyKnownKeys(profiles).filter((nearly) => !this.#named.has(nameOf(nearly)));
        return this.#warning(label, keys, "inputs");
    }

    #warning(
        source: string | undefined,
        keys: readonly NearlyKnownKey[],
        topic: HelpTopic,
    ): string | undefined {
        if (keys.length === 0) {
            return undefined;
        }
        const questions = keys.map((nearly) => {
            this.#named.add(nameOf(nearly));
            return `${nameOf(nearly)} (is ${JSON.stringify(formatPath(nearly.known))} meant?)`;
        });
        const sentence = `Courier does not know these keys: ${questions.join(", ")}`;
        return withHelp(source === undefined ? sentence : `${source}: ${sentence}`, topic);
    }
}

function nameOf({ key }: NearlyKnownKey): string {
    return JSON.stringify(key.join("."));
}
