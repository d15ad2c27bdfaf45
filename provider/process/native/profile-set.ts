import { randomUUID } from "node:crypto";
import type { ResourceFacts } from "../../core/input-checks";
import { MessageError } from "../../core/messages/message-error";
import { eitherSecret } from "../../core/messages/names";
import {
    PartlyWritten,
    type ProfileSetOperations,
    type WrittenSet,
} from "../../core/profile-set/profile-set-operations";
import { isObject } from "../../core/values/json";
import { secretMark, withoutFace } from "../dynamic-state";
import { PartlyDone, type Resource, type WarnOfKeys } from "./resource";
import {
    markedLike,
    secretParts,
    secretsAt,
    setSecrecy,
    withoutSecrets,
    type Marked,
    type Secrets,
} from "./wire/secrets";

/** `courier:index:ProfileSet`. */
export function profileSetResource(operations: ProfileSetOperations, warnOfKeys: WarnOfKeys): Resource {
    return {
        async check(olds, news, urn) {
            const profiles = withoutSecrets(news.values.profiles, secretsAt(news.secrets, "profiles"));
            await warnOfKeys(isObject(profiles) ? Object.values(profiles) : [], urn);
            return operations.check(
                withoutFace(olds.values),
                withoutFace(news.values),
                factsOf(urn, olds, news),
            );
        },

        async diff(olds, news, urn) {
            const facts = factsOf(urn, olds, news);
            return { changes: await operations.diff(withoutFace(olds.values), news.values, facts) };
        },

        note(news, urn) {
            operations.note(news.values, factsOf(urn, news));
        },

        async create(news, urn) {
            // A set has no id in Courier, and its name in the stack is no id: renamed, it stays the same.
            const id = `profile-set-${randomUUID()}`;
            const outputs = await written(
                id,
                nothing,
                news,
                operations.create(news.values, factsOf(urn, news)),
            );
            return { id, outputs };
        },

        update(id, olds, news, urn) {
            const facts = factsOf(urn, olds, news);
            return written(id, olds, news, operations.update(withoutFace(olds.values), news.values, facts));
        },

        delete: (olds, urn) => operations.delete(withoutFace(olds.values), factsOf(urn, olds)),

        async read(id, state, urn) {
            if (state.values.profiles === undefined) {
                throw new MessageError(
                    `a ProfileSet has no id in Courier, so "${id}" cannot be read or imported: declare its profiles in the ` +
                        "program, and `pulumi up` takes over those that are as declared; `pulumi-courier export` writes " +
                        "such a program",
                    "inputs",
                );
            }
            return operations.refresh(withoutFace(state.values), factsOf(urn, state));
        },
    };
}

const nothing: Marked = { values: {}, secrets: undefined };

/** A set's outputs, also those of one that could not be written whole. */
async function written(
    id: string,
    olds: Marked,
    news: Marked,
    operation: Promise<WrittenSet>,
): Promise<Marked> {
    try {
        return markedLikeBoth(await operation, olds, news);
    } catch (error) {
        if (!(error instanceof PartlyWritten)) {
            throw error;
        }
        const outputs = markedLikeBoth(error, olds, news);
        throw new PartlyDone({ id, outputs }, error, error.withoutOutputs());
    }
}

function markedLikeBoth(set: WrittenSet, olds: Marked, news: Marked): Marked {
    const secrets =
        set.carriedOver.size === 0 ? markedLike(set.outputs, news).secrets : secretsOfBoth(set, olds, news);
    return { values: set.outputs, secrets };
}

/** Each profile of the last run that is carried over has the secrets that it had, each other one those of the program. */
function secretsOfBoth({ outputs, carriedOver }: WrittenSet, olds: Marked, news: Marked): Secrets {
    const [old, current] = [markedLike(outputs, olds), markedLike(outputs, news)].map(({ secrets }) =>
        secretsAt(secrets, "profiles"),
    );
    if (current === "whole" || (old === "whole" && carriedOver.size > 0)) {
        return secretParts([["profiles", "whole"]]);
    }
    const userIds = isObject(outputs.profiles) ? Object.keys(outputs.profiles) : [];
    const parts = userIds.map(
        (userId) => [userId, secretsAt(carriedOver.has(userId) ? old : current, userId)] as const,
    );
    return secretParts([["profiles", secretParts(parts)]]);
}

function factsOf(urn: string, ...states: readonly Marked[]): ResourceFacts {
    return {
        urn,
        secrecyOf: (userId) =>
            states
                .map((state) =>
                    state.values[secretMark] === true
                        ? { userIds: true, keys: true, values: true }
                        : setSecrecy(state, userId),
                )
                .reduce(eitherSecret),
    };
}
