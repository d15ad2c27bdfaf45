import { withHelp } from "../../core/messages/help-links";
import { formatPath } from "../../core/values/key-path";
import { counted, listed } from "../../core/messages/wording";
import { secretPaths } from "../../core/keys/secret-keys";
import { isObject, type JsonObject } from "../../core/values/json";
import { warnOnce } from "../warn-once";

/** What looks like a secret in a file. */
interface FileSecrets {
    /** How the program reads the file: `profilesFromFile("users.csv")`. */
    readonly call: string;
    readonly keys: Set<string>;
    users: number;
}

// Whether the program marks what it has read as secret shows only where a resource takes it: marked, it is an output.
// So what is read is remembered by its identity, each profile and all together.
const remembered = new WeakMap<object, FileSecrets>();

/**
 * Remembers what a file's profiles hold that looks like a secret.
 *
 * @param result what the program is given: the profiles, or their texts
 */
export function rememberSecrets(
    call: string,
    profiles: Readonly<Record<string, JsonObject>>,
    result: object,
): void {
    const secrets: FileSecrets = { call, keys: new Set(), users: 0 };
    for (const profile of Object.values(profiles)) {
        const paths = secretPaths(profile);
        if (paths.length > 0) {
            paths.forEach((path) => secrets.keys.add(formatPath(path)));
            secrets.users++;
            remembered.set(profile, secrets);
        }
    }
    if (secrets.users > 0) {
        remembered.set(result, secrets);
    }
}

/**
 * Warns, once in a run and for each file, where a resource is given profiles with secrets from a file that are not
 * marked as secret.
 *
 * @param value what the program declares, not copied: a set's profiles, or one profile
 */
export function warnOfPlainSecrets(value: unknown): void {
    if (!isObject(value)) {
        return;
    }
    const files = remembered.has(value) ? [value] : Object.values(value).filter(isObject);
    for (const secrets of new Set(files.map((object) => remembered.get(object)))) {
        if (secrets !== undefined) {
            warnOnce(withHelp(describe(secrets), "files"));
        }
    }
}

function describe({ call, keys, users }: FileSecrets): string {
    return (
        `${call} has what looks like secrets, of ${counted(users, "user")}: ${listed([...keys])}. Pulumi's state would ` +
        `hold them in plain text; mark them with pulumi.secret(${call})`
    );
}
