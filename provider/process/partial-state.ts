import type { Props } from "../core/input-checks";
import type { WrittenSet } from "../core/profile-set/profile-set-operations";
import { isObject, mapValues, own } from "../core/values/json";
import { jsonBytes } from "../core/values/size";
import { carriedOverMark } from "./dynamic-state";
import { asSecret } from "./engine-values";

/**
 * gRPC carries the details of a failure among the headers, in base64, and the engine takes 16 MiB of those: of more it
 * says nothing but "COMPRESSION_ERROR".
 */
export const mostBytesOfFailure = 11 * 1024 * 1024;

/**
 * What the state is told of a set that has profiles of the last run still, as they could not be written or taken away.
 *
 * The engine marks as secrets what the new inputs mark. Which values of the last run were secret a dynamic provider does
 * not see, so all of a profile that is carried over is marked; the next success brings the program's own marks back.
 */
export function stateOf({ outputs, carriedOver }: WrittenSet, inputs: Props): Props {
    if (carriedOver.size === 0) {
        return outputs;
    }
    const declared = profilesOf(inputs);
    const profiles = mapValues(profilesOf(outputs), (profile, userId) =>
        carriedOver.has(userId) ? markedSecret(profile, own(declared, userId)) : profile,
    );
    return { ...outputs, profiles, [carriedOverMark]: true };
}

/** Where the new input is an object as well, the engine (seen on 3.274.1) drops the mark of an object, and keeps those inside. */
function markedSecret(value: unknown, input: unknown): unknown {
    return isObject(value) && isObject(input) && Object.keys(value).length > 0
        ? mapValues(value, (item, key) => markedSecret(item, own(input, key)))
        : asSecret(value);
}

function profilesOf({ profiles }: Props): Props {
    return isObject(profiles) ? profiles : {};
}

/** Whether the engine takes so much with a failure. */
export function fitsFailure(state: Props): boolean {
    return messageBytes(state) <= mostBytesOfFailure;
}

/** A message to the engine takes about as much as JSON, and up to 16 bytes more for each value. */
function messageBytes(state: Props): number {
    return jsonBytes(state) + 16 * countValues(state);
}

function countValues(value: unknown): number {
    return typeof value === "object" && value !== null
        ? Object.values(value).reduce<number>((sum, item) => sum + countValues(item), 1)
        : 1;
}
