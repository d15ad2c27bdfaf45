import type { Props } from "../core/input-checks";

/** The input that tells Pulumi's dynamic provider process which code to load; see `Profile` for its text. */
export const providerText = "__provider";

/**
 * In the state of a set whose profiles came as one secret: in a refresh or a destroy Pulumi hands a dynamic provider
 * plain values, and nothing else tells it that the ids and keys must not be named.
 */
export const secretMark = "profilesAreSecret";

/** In the state of a set of which profiles of the last run were carried over, until a run has written it whole. */
export const carriedOverMark = "hasCarriedOver";

/** Whether the state was written by the dynamic face. */
export function isOfDynamicFace(state: Props): boolean {
    return providerText in state || secretMark in state;
}

/** What the program has declared, or the state has of it, without what is the dynamic face's own. */
export function withoutFace(props: Props): Props {
    return without(props, [providerText, secretMark, carriedOverMark]);
}

export function without(props: Props, names: readonly string[]): Props {
    return Object.fromEntries(Object.entries(props).filter(([name]) => !names.includes(name)));
}
