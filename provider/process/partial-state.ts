import type { Props } from "../core/input-checks";
import type { WrittenSet } from "../core/profile-set-operations";
import { isObject } from "../core/values/json";
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
 * not see, so each profile that is carried over is marked whole; the next success brings the program's own marks back.
 */
export function stateOf({ outputs, carriedOver }: WrittenSet): Props {
    return carriedOver.size === 0
        ? outputs
        : {
              ...outputs,
              profiles: markedSecret(outputs.profiles, (userId) => carriedOver.has(userId)),
              [carriedOverMark]: true,
          };
}

/** The inputs that a read gives the state: those of the last run have not the marks of what was carried over. */
export function readInputs(found: Props): Props {
    return { ...found, profiles: markedSecret(found.profiles, () => true) };
}

function markedSecret(profiles: unknown, isSecret: (userId: string) => boolean): Props {
    return Object.fromEntries(
        Object.entries(isObject(profiles) ? profiles : {}).map(([userId, profile]) => [
            userId,
            isSecret(userId) ? asSecret(profile) : profile,
        ]),
    );
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
