import type { Props } from "../core/input-checks";
import type { PartlyWritten } from "../core/profile-set-operations";
import { isObject } from "../core/values/json";
import { jsonBytes } from "../core/values/size";
import { carriedOverMark } from "./dynamic-state";
import { asSecret } from "./engine-values";

/**
 * gRPC carries the details of a failure among the headers, in base64, and the engine takes 16 MiB of those: of more it
 * says nothing but "COMPRESSION_ERROR".
 */
export const mostBytesOfFailure = 11 * 1024 * 1024;

/** What the state is told of a set that could not be written whole; undefined where that is more than the engine takes. */
export function partialState({ outputs, carriedOver }: PartlyWritten): Props | undefined {
    const state = withCarriedOver(outputs, carriedOver);
    return messageBytes(state) > mostBytesOfFailure ? undefined : state;
}

/**
 * A set's outputs, of which some profiles are those of the last run.
 *
 * The engine marks as secrets what the new inputs mark. Which values of the last run were secret a dynamic provider does
 * not see, so each profile that is carried over is marked whole; the next success brings the program's own marks back.
 */
export function withCarriedOver(outputs: Props, carriedOver: ReadonlySet<string>): Props {
    const profiles = isObject(outputs.profiles) ? outputs.profiles : {};
    return carriedOver.size > 0
        ? {
              ...outputs,
              profiles: markedSecret(profiles, (userId) => carriedOver.has(userId)),
              [carriedOverMark]: true,
          }
        : outputs;
}

/** The users that a set still has though the program does not declare them: their profiles could not be taken away yet. */
export function keptUsers(outputs: Props, inputs: Props): ReadonlySet<string> {
    const declared = isObject(inputs.profiles) ? inputs.profiles : {};
    const profiles = isObject(outputs.profiles) ? outputs.profiles : {};
    return new Set(Object.keys(profiles).filter((userId) => !Object.hasOwn(declared, userId)));
}

/** The inputs that a read gives the state: those of the last run have not the marks of what was carried over. */
export function readInputs(found: Props): Props {
    const { profiles } = found;
    return isObject(profiles) ? { ...found, profiles: markedSecret(profiles, () => true) } : found;
}

function markedSecret(profiles: Props, isSecret: (userId: string) => boolean): Props {
    return Object.fromEntries(
        Object.entries(profiles).map(([userId, profile]) => [
            userId,
            isSecret(userId) ? asSecret(profile) : profile,
        ]),
    );
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
