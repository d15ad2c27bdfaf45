import { randomUUID } from "node:crypto";
import type * as pulumi from "@pulumi/pulumi";
import { earlyEndOfRun } from "./end-of-run";
import type { Change } from "../core/values/compare";
import { shownMessage } from "../core/messages/help-links";
import { MessageError } from "../core/messages/message-error";
import { problemTexts, type Problem } from "../core/messages/problem";
import type { Props } from "../core/input-checks";
import { ProfileResource, type ProfileProps } from "../core/profile-operations";
import { PartlyWritten, ProfileSetResource, type ProfileSetProps } from "../core/profile-set-operations";
import { fromProfileTexts, toProfileTexts } from "../core/values/profile-text";
import { unknown } from "../core/values/unknown";
import { createEngineLog, standardErrorLog } from "./engine-log";
import { Run } from "../run/provider-run";
import { RunJournal } from "../run/run-journal";

// What Pulumi's dynamic provider process loads. The text in users' state names this module and its exports,
// so they stay, and stay able to read every state that an earlier release has written.

/** What the engine hands over at preview in place of a value that is not known yet. */
const unknownMarker = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Inputs for the provider's check alone; the state does not hold them. */
const internalInputs = ["__provider", "__resource", "__programUserIds"];

/**
 * gRPC carries the details of a failure among the headers, in base64, and the engine takes 16 MiB of those: of more it
 * says nothing but "COMPRESSION_ERROR".
 */
const mostBytesOfFailure = 11 * 1024 * 1024;

/** The engine starts the provider process with its own address as the first argument. */
const engineAddress = /^[\w.[\]:-]+:\d+$/.exec(process.argv[2] ?? "")?.[0];
const journal = engineAddress === undefined ? undefined : new RunJournal(engineAddress);
process.once("exit", () => journal?.close());

const log = engineAddress === undefined ? standardErrorLog : createEngineLog(engineAddress);
const run = new Run({ log, journal, cancellation: earlyEndOfRun(engineAddress) });

/** The provider of `Profile`. */
export const profile: pulumi.dynamic.ResourceProvider = explaining(profileProvider(new ProfileResource(run)));

/** The provider of `ProfileSet`. */
export const profileSet: pulumi.dynamic.ResourceProvider = explaining(
    profileSetProvider(new ProfileSetResource(run)),
);

function profileProvider(resource: ProfileResource): pulumi.dynamic.ResourceProvider {
    return {
        configure,

        async check(olds: Props, news: Props) {
            const inputs = withoutInternals(news);
            const isNew = Object.keys(olds).length === 0;
            const problems = await resource.check(fromEngine(inputs) as Props, isNew, resourceName(news));
            return { inputs, failures: toFailures(problems) };
        },

        async diff(_id, olds: Props, news: Props) {
            const before = olds as unknown as ProfileProps;
            const { changes, replaces } = await resource.diff(before, fromEngine(news) as Props);
            return diffResult(olds, news, changes, replaces);
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

function profileSetProvider(resource: ProfileSetResource): pulumi.dynamic.ResourceProvider {
    return {
        configure,

        async check(olds: Props, news: Props) {
            const inputs = withoutInternals(news);
            const others = (news.__programUserIds ?? []) as string[];
            const problems = await resource.check(olds, inputsOfSet(inputs), resourceName(news), others);
            return { inputs, failures: toFailures(problems) };
        },

        async diff(_id, olds: Props, news: Props) {
            return diffResult(olds, news, await resource.diff(propsOfSet(olds), inputsOfSet(news)));
        },

        async create(inputs: Props) {
            // The engine tells a provider no name at creation, and a set has no id in Courier.
            const id = `profile-set-${randomUUID()}`;
            return { id, outs: await outputsOfSet(id, resource.create(propsOfSet(inputs)), inputs) };
        },

        async update(id, olds: Props, news: Props) {
            const outputs = resource.update(propsOfSet(olds), propsOfSet(news));
            return { outs: await outputsOfSet(id, outputs, news, olds) };
        },

        async delete(_id, outputs: Props) {
            await resource.delete(propsOfSet(outputs));
        },

        async read(id: string, props: Props = {}) {
            const found = await outputsOfSet(id, resource.refresh(propsOfSet(props)), props);
            return { id, props: { ...found }, inputs: { ...found } };
        },
    };
}

/** The provider, with errors that say where the documentation explains them. */
function explaining(provider: pulumi.dynamic.ResourceProvider): pulumi.dynamic.ResourceProvider {
    const operations = Object.entries(provider) as [string, (...args: unknown[]) => Promise<unknown>][];
    return Object.fromEntries(
        operations.map(([name, operation]) => [
            name,
            async (...args: unknown[]) => {
                try {
                    return await operation(...args);
                } catch (error) {
                    if (error instanceof MessageError) {
                        error.message = error.stack = shownMessage(error);
                    }
                    throw error;
                }
            },
        ]),
    ) as unknown as pulumi.dynamic.ResourceProvider;
}

async function configure({ config }: pulumi.dynamic.ConfigureRequest): Promise<void> {
    run.configure((key) => config.get(key));
    return Promise.resolve();
}

function resourceName({ __resource: name }: Props): string | undefined {
    return typeof name === "string" ? name : undefined;
}

function diffResult(
    olds: Props,
    news: Props,
    changes: readonly Change[],
    replaces: readonly string[] = [],
): pulumi.dynamic.DiffResult {
    return {
        // The state keeps the text of the last write, which must not grow old.
        changes: changes.length > 0 || olds.__provider !== news.__provider,
        replaces: [...replaces],
        // Deletions that come after every check know all that the program still declares.
        deleteBeforeReplace: false,
    };
}

/** A set's inputs, where some may not be known. */
function inputsOfSet(inputs: Props): Props {
    const translated = fromEngine(inputs) as Props;
    return { ...translated, profiles: fromProfileTexts(translated.profiles) };
}

/** A set's inputs where all are known, or its outputs. */
function propsOfSet(props: Props): ProfileSetProps {
    return { ...props, profiles: fromProfileTexts(props.profiles) as ProfileSetProps["profiles"] };
}

/**
 * A set's outputs in the form that the engine has its profiles in: in the inputs, else in the old outputs. Of a set that
 * could not be written whole it tells the engine what was written, so that the state has it.
 */
async function outputsOfSet(
    id: string,
    operation: Promise<ProfileSetProps>,
    inputs: Props,
    olds: Props = {},
): Promise<Props> {
    const travelling = (outputs: ProfileSetProps): Props => ({
        ...outputs,
        profiles: toProfileTexts(outputs.profiles, inputs.profiles, olds.profiles),
    });
    try {
        return travelling(await operation);
    } catch (error) {
        if (error instanceof PartlyWritten) {
            // Unlike elsewhere the process does not add the provider's text, without which no state can be read.
            const properties = { ...travelling(error.outputs), __provider: inputs.__provider };
            if (messageBytes(properties) > mostBytesOfFailure) {
                throw error.withoutOutputs();
            }
            Object.assign(error, { id, properties, reasons: [shownMessage(error)] });
        }
        throw error;
    }
}

/** About what a value takes in a message to the engine, rather more than less. */
function messageBytes(value: unknown): number {
    const own = typeof value === "string" ? Buffer.byteLength(value) : 8;
    return typeof value === "object" && value !== null
        ? Object.entries(value).reduce(
              (sum, [key, item]) => sum + Buffer.byteLength(key) + 16 + messageBytes(item),
              own,
          )
        : own;
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

function toFailures(problems: readonly Problem[]): pulumi.dynamic.CheckFailure[] {
    // The engine prints the value of a property that a failure names, and a profile is personal data.
    return problemTexts(problems).map((reason) => ({ property: "", reason }));
}
