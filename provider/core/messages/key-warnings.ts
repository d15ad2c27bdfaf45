import { mistypedKeys, type MistypedKey } from "../keys/known-keys";
import { nearlyKnownKeys } from "../keys/nearly-known-keys";
import { optionNames } from "../profile-options";
import { formatPath } from "../values/key-path";
import { isObject, type JsonObject } from "../values/json";
import { withHelp, type HelpTopic } from "./help-links";

type Props = Readonly<Record<string, unknown>>;

/** One run's warnings of keys that Courier takes without a word, and that do nothing there. */
export class KeyWarnings {
    readonly #named = new Set<string>();

    /**
     * The warning of a file's keys, if there is one.
     *
     * @param call how the program reads the file
     */
    ofFile(call: string, profiles: Iterable<Props>): string | undefined {
        return this.#warning(`${call}: `, unknownKeys(profiles), "files");
    }

    /**
     * The warning of a resource's keys, if there is one: a thousand resources of one program may have the same mistake,
     * or have it from a file, so each key is named once.
     *
     * @param label the resource in the message, where the message is not shown under it
     */
    ofResource(label: string | undefined, profiles: readonly Props[]): string | undefined {
        const unnamed = ([name]: readonly [string, string]): boolean => !this.#named.has(name);
        const unknown = [...unknownKeys(profiles), ...misplacedOptions(profiles)].filter(unnamed);
        const start = label === undefined ? "" : `${label}: `;
        return this.#warning(start, unknown, "inputs", mistyped(profiles).filter(unnamed));
    }

    #warning(
        start: string,
        unknown: readonly (readonly [name: string, question: string])[],
        topic: HelpTopic,
        mistypedNames: readonly (readonly [name: string, type: string])[] = [],
    ): string | undefined {
        const describe = (keys: readonly (readonly [string, string])[]): string =>
            keys
                .map(([name, what]) => {
                    this.#named.add(name);
                    return `${name} (${what})`;
                })
                .join(", ");
        const sentences = [
            ...(unknown.length > 0 ? [`Courier does not know these keys: ${describe(unknown)}`] : []),
            ...(mistypedNames.length > 0
                ? [`Courier expects other types of these keys: ${describe(mistypedNames)}`]
                : []),
        ];
        return sentences.length === 0 ? undefined : withHelp(start + sentences.join("; "), topic);
    }
}

function unknownKeys(profiles: Iterable<Props>): [name: string, question: string][] {
    return nearlyKnownKeys(profiles).map(({ key, known }) => [
        JSON.stringify(key.join(".")),
        `is ${JSON.stringify(formatPath(known))} meant?`,
    ]);
}

function misplacedOptions(profiles: readonly Props[]): [name: string, question: string][] {
    return optionNames
        .filter((name) => profiles.some((profile) => Object.hasOwn(profile, name)))
        .map((name) => [JSON.stringify(name), "is the resource's option meant, beside the profile?"]);
}

function mistyped(profiles: readonly Props[]): [name: string, type: string][] {
    const types = new Map<string, string>();
    for (const { path, type, value } of profiles.flatMap(mistypedKeysOf)) {
        // What is not known yet may be anything.
        if (isJson(value)) {
            const cure = typeof value === "number" ? "; put it in quotes" : "";
            types.set(JSON.stringify(path.join(".")), `${type}${cure}`);
        }
    }
    return [...types];
}

function mistypedKeysOf(profile: Props): readonly MistypedKey[] {
    return mistypedKeys(profile as JsonObject);
}

/** Whether this is JSON, of an array the items too; what is in these may go in circles. */
function isJson(value: unknown): boolean {
    return Array.isArray(value)
        ? value.every((item) => Array.isArray(item) || isJsonItem(item))
        : isJsonItem(value);
}

function isJsonItem(value: unknown): boolean {
    return isObject(value)
        ? [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null)
        : ["string", "number", "boolean"].includes(typeof value);
}
