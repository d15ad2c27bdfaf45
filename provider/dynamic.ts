import type * as pulumi from "@pulumi/pulumi";
import { ProfileResource, type ProfileProps, type Props } from "./core/profile-resource";
import type { Problem } from "./core/problem";
import { unknown } from "./core/unknown";
import { Run } from "./run";

// What Pulumi's dynamic provider process loads. The text in users' state names this module and its exports,
// so they stay, and stay able to read every state that an earlier release has written.

/** What the engine hands over at preview in place of a value that is not known yet. */
const unknownMarker = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Inputs that are Pulumi's or this package's own, and no inputs of the resource. */
const internalInputs = ["__provider", "__resource"];

const run = new Run();

/** The provider of `Profile`. */
export const profile: pulumi.dynamic.ResourceProvider = profileProvider(new ProfileResource(run));

function profileProvider(resource: ProfileResource): pulumi.dynamic.ResourceProvider {
    return {
        async configure({ config }) {
            run.configure((key) => config.get(key));
            return Promise.resolve();
        },

        async check(olds: Props, news: Props) {
            const inputs = withoutInternals(news);
            const isNew = Object.keys(olds).length === 0;
            const name = typeof news.__resource === "string" ? news.__resource : undefined;
            const problems = await resource.check(fromEngine(inputs) as Props, isNew, name);
            return { inputs, failures: problems.map(toFailure) };
        },

        async diff(_id, olds: Props, news: Props) {
            const { changes, replaces } = await resource.diff(
                olds as unknown as ProfileProps,
                fromEngine(news) as Props,
            );
            return {
                // The state keeps the text of the last write, which must not grow old.
                changes: changes.length > 0 || olds.__provider !== news.__provider,
                replaces: [...replaces],
                // Deletions that come after every check know all that the program still declares.
                deleteBeforeReplace: false,
            };
        },

        async create(inputs: ProfileProps) {
            return { id: inputs.userId, outs: await resource.create(inputs) };
        },

        async update(_id, olds: ProfileProps, news: ProfileProps) {
            return { outs: await resource.update(olds, news) };
        },

        async delete(_id, outputs: ProfileProps) {
            await resource.delete(outputs);
        },

        async read(id: string, props: Props = {}) {
            const isDeclared = props.profile !== undefined;
            const found = await (isDeclared
                ? resource.refresh(props as unknown as ProfileProps)
                : resource.get(id));
            // A blank id tells the engine that the resource is gone.
            return found ? { id, props: { ...found }, inputs: { ...found } } : { id: "" };
        },
    };
}

function withoutInternals(inputs: Props): Props {
    return Object.fromEntries(Object.entries(inputs).filter(([name]) => !internalInputs.includes(name)));
}

function fromEngine(value: unknown): unknown {
    if (value === unknownMarker) {
        return unknown;
    }
    if (Array.isArray(value)) {
        return value.map(fromEngine);
    }
    if (typeof value === "object" && value !== null) {
        return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fromEngine(item)]));
    }
    return value;
}

function toFailure({ property, reason }: Problem): pulumi.dynamic.CheckFailure {
    // The engine prints the value of a property that a failure names, and a profile is personal data.
    return { property: "", reason: `${property} ${reason}`.trim() };
}
