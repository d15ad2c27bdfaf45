import type { ResourceFacts } from "../../core/input-checks";
import type { ProfileOperations } from "../../core/profile-operations";
import { withoutFace } from "../dynamic-state";
import type { Resource } from "./resource";
import { eitherSecret, markedLike, profileSecrecy, type Marked } from "./secrets";

/** `courier:index:Profile`. */
export function profileResource(operations: ProfileOperations): Resource {
    return {
        check: (olds, news, urn) =>
            operations.check(withoutFace(olds.values), withoutFace(news.values), factsOf(urn, olds, news)),

        diff: (olds, news, urn) =>
            operations.diff(withoutFace(olds.values), news.values, factsOf(urn, olds, news)),

        note(news, urn) {
            operations.note(news.values, factsOf(urn, news));
        },

        async create(news, urn) {
            const outputs = await operations.create(news.values, factsOf(urn, news));
            return { id: String(outputs.userId), outputs: markedLike(outputs, news) };
        },

        async update(_id, olds, news, urn) {
            const facts = factsOf(urn, olds, news);
            const outputs = await operations.update(withoutFace(olds.values), news.values, facts);
            return markedLike(outputs, news);
        },

        delete: (olds, urn) => operations.delete(withoutFace(olds.values), factsOf(urn, olds)),

        read: (id, state, urn) =>
            state.values.profile === undefined
                ? operations.get(id, { urn })
                : operations.refresh(withoutFace(state.values), factsOf(urn, state)),
    };
}

function factsOf(urn: string, ...states: readonly Marked[]): ResourceFacts {
    const secrecy = states.map(profileSecrecy).reduce(eitherSecret);
    return { urn, secrecyOf: () => secrecy };
}
