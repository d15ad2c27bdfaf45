import type { Props } from "../../../core/input-checks";
import { nothingSecret, type Secrecy } from "../../../core/messages/names";
import { isSame, type DeclaredValue } from "../../../core/values/compare";
import { isObject, isPresent, mapValues, own } from "../../../core/values/json";

/**
 * What of a value is secret: the whole of it, or parts of it by their keys, those of an array by their indices.
 * Undefined where nothing is.
 */
export type Secrets = "whole" | SecretParts | undefined;

export type SecretParts = ReadonlyMap<string, Secrets>;

/** Properties from the engine, or for it, as plain values, and what of them is secret. */
export interface Marked {
    readonly values: Props;
    readonly secrets: Secrets;
}

/** What is secret of the part under this key. */
export function secretsAt(secrets: Secrets, key: string): Secrets {
    return secrets === "whole" ? secrets : secrets?.get(key);
}

/** Parts under their keys; undefined where none has anything that is secret. */
export function secretParts(parts: Iterable<readonly [string, Secrets]>): Secrets {
    const found = Array.from(parts).filter(([, secrets]) => secrets !== undefined);
    return found.length > 0 ? new Map(found) : undefined;
}

/**
 * What is secret of a value that stands where another stood, a part of which was: the same part. Of an array that
 * differs, or a value of another kind, nobody can tell which part it was, so the whole is.
 */
export function secretsLike(value: unknown, like: unknown, secrets: Secrets): Secrets {
    if (secrets === undefined || !isPresent(value)) {
        return undefined;
    }
    if (secrets !== "whole" && isObject(value) && isObject(like)) {
        return secretParts(
            Array.from(secrets, ([key, part]) => [key, secretsLike(own(value, key), own(like, key), part)]),
        );
    }
    return secrets === "whole" || isSame(value as DeclaredValue, like as DeclaredValue) ? secrets : "whole";
}

/** What of a value is no secret; undefined in place of what is. */
export function withoutSecrets(value: unknown, secrets: Secrets): unknown {
    if (secrets === undefined) {
        return value;
    }
    return secrets !== "whole" && isObject(value)
        ? mapValues(value, (item, key) => withoutSecrets(item, secrets.get(key)))
        : undefined;
}

/** The properties, of which is secret what is in those that stood there. */
export function markedLike(values: Props, { values: like, secrets }: Marked): Marked {
    return { values, secrets: secretsLike(values, like, secrets) };
}

/** The paths at which one is secret and the other is not. */
export function secrecyChanges(
    before: Secrets,
    after: Secrets,
    path: readonly string[] = [],
): (readonly string[])[] {
    if (before === after) {
        return [];
    }
    if (before === "whole" || after === "whole") {
        return [path];
    }
    const keys = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])]);
    return [...keys].flatMap((key) => secrecyChanges(before?.get(key), after?.get(key), [...path, key]));
}

/** Which names of a `Profile` came as secrets. */
export function profileSecrecy({ secrets }: Marked): Secrecy {
    return secrecyOf(secretsAt(secrets, "profile"));
}

/** Which names of a `ProfileSet` came as secrets, as far as they are this user's. */
export function setSecrecy({ secrets }: Marked, userId: string): Secrecy {
    const profiles = secretsAt(secrets, "profiles");
    return { ...secrecyOf(secretsAt(profiles, userId)), userIds: profiles === "whole" };
}

function secrecyOf(profile: Secrets): Secrecy {
    return { ...nothingSecret, keys: profile === "whole", values: profile !== undefined };
}
