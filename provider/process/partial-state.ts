import type { Props } from "../core/input-checks";
import type { PartlyWritten } from "../core/profile-set-operations";
import { isObject } from "../core/values/json";
import { jsonBytes } from "../core/values/size";
import { asSecret } from "./engine-values";

/**
 * gRPC carries the details of a failure among the headers, in base64, and the engine takes 16 MiB of those: of more it
 * says nothing but "COMPRESSION_ERROR".
 */
export const mostBytesOfFailure = 11 * 1024 * 1024;

/** What the state is told of a set that could not be written whole; undefined where that is more than the engine takes. */
export function partialState({ outputs, carriedOver }: PartlyWritten): Props | undefined {
    const state = markCarriedOver(outputs, carriedOver);
    return messageBytes(state) > mostBytesOfFailure ? undefined : state;
}

/**
 * The engine marks as secrets what the new inputs mark. Which values of the last run were secret a dynamic provider does
 * not see, so each profile of the last run that is carried over is marked whole; the next success that writes it brings
 * the program's own marks back.
 */
export function markCarriedOver(outputs: Props, carriedOver: ReadonlySet<string>): Props {
    return {
        ...outputs,
        profiles: Object.fromEntries(
            Object.entries(profilesOf(outputs)).map(([userId, profile]) => [
                userId,
                carriedOver.has(userId) ? asSecret(profile) : profile,
            ]),
        ),
    };
}

/** The users that a set still has though the program does not declare them: their profiles could not be taken away yet. */
export function keptUsers(outputs: Props, inputs: Props): ReadonlySet<string> {
    const declared = profilesOf(inputs);
    return new Set(Object.keys(profilesOf(outputs)).filter((userId) => !Object.hasOwn(declared, userId)));
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
