import type { ResourceFacts } from "../../core/input-checks";
import { eitherSecret } from "../../core/messages/names";
import type { ProfileOperations } from "../../core/profile-operations";
import { problemSentence } from "../../core/messages/problem";
import { Refusal } from "../../core/messages/refusal";
import type { RunServices } from "../../core/run-services";
import { secretUserIdWarning } from "../../core/user-ids/user-id-rules";
import { withoutFace } from "../dynamic-state";
import type { Resource, WarnOfKeys } from "./resource";
import { markedLike, profileSecrecy, secretsAt, withoutSecrets, type Marked } from "./wire/secrets";

/** `courier:index:Profile`. */
export function profileResource(
    operations: ProfileOperations,
    services: Pick<RunServices, "warn">,
    warnOfKeys: WarnOfKeys,
): Resource {
    /** The resources that were read whole: those of them that are checked as well are imported. */
    const readWhole = new Set<string>();

    return {
        async check(olds, news, urn) {
            const facts = factsOf(urn, olds, news);
            if (secretsAt(news.secrets, "userId") !== undefined) {
                await services.warn(secretUserIdWarning, urn);
            }
            const problems = await operations.check(
                withoutFace(olds.values),
                withoutFace(news.values),
                facts,
            );
            const profile = withoutSecrets(news.values.profile, secretsAt(news.secrets, "profile"));
            await warnOfKeys([profile], urn);
            if (problems.length > 0 && readWhole.has(urn)) {
                // The engine takes the problems of an import for warnings, and goes on.
                throw new Refusal(`cannot be imported: ${problems.map(problemSentence).join("\n")}`);
            }
            return problems;
        },

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

        read(id, state, urn) {
            if (state.values.profile !== undefined) {
                return operations.refresh(withoutFace(state.values), factsOf(urn, state));
            }
            readWhole.add(urn);
            return operations.get(id, { urn });
        },
    };
}

function factsOf(urn: string, ...states: readonly Marked[]): ResourceFacts {
    const secrecy = states.map(profileSecrecy).reduce(eitherSecret);
    return { urn, secrecyOf: () => secrecy };
}
