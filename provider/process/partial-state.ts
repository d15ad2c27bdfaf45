import type { Props } from "../core/input-checks";
import type { PartlyWritten } from "../core/profile-set-operations";
import { isObject, mapValues, own } from "../core/values/json";
import { jsonBytes } from "../core/values/size";
import { carriedOverMark } from "./dynamic-state";
import { asSecret } from "./engine-values";

/**
 * gRPC carries the details of a failure among the headers, in base64, and the engine takes 16 MiB of those: of more it
 * says nothing but "COMPRESSION_ERROR".
 */
export const mostBytesOfFailure = 11 * 1024 * 1024;

/** What the state is told of a set that could not be written whole; undefined where that is more than the engine takes. */
export function partialState({ outputs, carriedOver }: PartlyWritten, inputs: Props): Props | undefined {
    const state = withCarriedOver(outputs, carriedOver, inputs);
    return messageBytes(state) > mostBytesOfFailure ? undefined : state;
}

/**
 * A set's outputs, of which some profiles are those of the last run.
 *
 * The engine marks as secrets what the new inputs mark. Which values of the last run were secret a dynamic provider does
 * not see, so all of a profile that is carried over is marked; the next success brings the program's own marks back.
 */
export function withCarriedOver(outputs: Props, carriedOver: ReadonlySet<string>, inputs: Props): Props {
    if (carriedOver.size === 0) {
        return outputs;
    }
    const declared = profilesOf(inputs);
    const profiles = Object.entries(profilesOf(outputs)).map(([userId, profile]) => [
        userId,
        carriedOver.has(userId) ? markedSecret(profile, declared[userId]) : profile,
    ]);
    return { ...outputs, profiles: Object.fromEntries(profiles) as Props, [carriedOverMark]: true };
}

/** The users that a set still has though the program does not declare them: their profiles could not be taken away yet. */
export function keptUsers(outputs: Props, inputs: Props): ReadonlySet<string> {
    const declared = profilesOf(inputs);
    return new Set(Object.keys(profilesOf(outputs)).filter((userId) => !Object.hasOwn(declared, userId)));
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

/** A message to the engine takes about as much as JSON, and up to 16 bytes more for each value. */
function messageBytes(state: Props): number {
    return jsonBytes(state) + 16 * countValues(state);
}

function countValues(value: unknown): number {
    return typeof value === "object" && value !== null
        ? Object.values(value).reduce<number>((sum, item) => sum + countValues(item), 1)
        : 1;
}
