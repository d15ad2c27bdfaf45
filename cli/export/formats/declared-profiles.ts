import { isObject, type JsonObject, type JsonValue } from "../../../provider/core/values/json";
import { isSecret } from "../../../provider/core/keys/secret-keys";
import { camelCase, resourceName, UniqueNames } from "./generated-names";

/** Stands in a program for a secret, which the stack's configuration has under this key. */
export class SecretReference {
    constructor(
        readonly key: string,
        readonly value: JsonValue,
    ) {}

    /** Whether the configuration has it as it is, and not as JSON. */
    get isText(): boolean {
        return typeof this.value === "string";
    }
}

/** A value as a program declares it. */
export type DeclaredValue =
    null | boolean | number | string | SecretReference | DeclaredValue[] | DeclaredObject;

export interface DeclaredObject {
    [key: string]: DeclaredValue;
}

/** One `Profile` of a program. */
export interface DeclaredProfile {
    readonly userId: string;
    /** The resource's. */
    readonly name: string;
    readonly profile: DeclaredObject;
    /** The profile with its secrets. */
    readonly original: JsonObject;
}

/** What a program declares, whatever its language. */
export interface DeclaredProfiles {
    readonly profiles: readonly DeclaredProfile[];
    readonly secrets: readonly SecretReference[];
}

export interface DeclareOptions {
    readonly showSecrets: boolean;
    /** Gives the resources' names and the secrets' keys, where one may not be the other. Default: they are apart. */
    readonly sharedNames?: UniqueNames;
    /** Makes a secret object or array one secret for each value in it that is none: text by text. */
    readonly secretsOfTexts?: boolean;
}

/** The profiles with a reference in place of each secret. */
export function declareProfiles(
    profiles: ReadonlyMap<string, JsonObject>,
    { showSecrets, sharedNames, secretsOfTexts = false }: DeclareOptions,
): DeclaredProfiles {
    const resourceNames = sharedNames ?? new UniqueNames();
    const secretNames = sharedNames ?? new UniqueNames();
    const secrets: SecretReference[] = [];

    function declareObject(object: JsonObject, path: readonly string[], isInSecret: boolean): DeclaredObject {
        return Object.fromEntries(
            Object.entries(object).flatMap(([key, value]) =>
                value === undefined ? [] : [[key, declare(value, [...path, key], isInSecret)] as const],
            ),
        );
    }

    function declare(value: JsonValue, path: readonly string[], isInSecret: boolean): DeclaredValue {
        const isHidden = isInSecret || (!showSecrets && isSecret(path.slice(1), value));
        if (
            isHidden &&
            (!secretsOfTexts || (typeof value === "string" && value !== "") || typeof value === "number")
        ) {
            const secret = new SecretReference(secretNames.unique(camelCase(...path)), value);
            secrets.push(secret);
            return secret;
        }
        if (Array.isArray(value)) {
            return value.map((item, index) => declare(item, [...path, String(index)], isHidden));
        }
        return isObject(value) ? declareObject(value, path, isHidden) : value;
    }

    // All resources are named before the secrets: so each has the same name in every language.
    const named = Array.from(profiles, ([userId, original]) => ({
        userId,
        name: resourceNames.unique(resourceName(userId), "-"),
        original,
    }));
    const declared = named.map((resource) => ({
        ...resource,
        profile: declareObject(resource.original, [resource.userId], false),
    }));
    return { profiles: declared, secrets };
}
