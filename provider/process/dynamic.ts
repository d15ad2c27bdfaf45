import { randomUUID } from "node:crypto";
import type * as pulumi from "@pulumi/pulumi";
import type { Props, ResourceFacts } from "../core/input-checks";
import type { Secrecy } from "../core/messages/names";
import { problemTexts, type Problem } from "../core/messages/problem";
import { ProfileOperations } from "../core/profile-operations";
import { PartlyWritten, ProfileSetOperations } from "../core/profile-set-operations";
import { standardErrorLog } from "../run/log";
import { ProviderRun } from "../run/provider-run";
import { engineProcess } from "../run/register/engine-process";
import { ProcessRegister } from "../run/register/process-register";
import { RegisterFolder } from "../run/register/register-folder";
import { carriedOverMark, providerText, secretMark, without, withoutFace } from "./dynamic-state";
import { earlyEndOfRun } from "./end-of-run";
import { createEngineLog } from "./engine-log";
import { propsFromEngine } from "./engine-values";
import { keptUsers, partialState, withCarriedOver } from "./partial-state";

// What Pulumi's dynamic provider process loads. The text in users' state names this module and its exports,
// so they stay, and stay able to read every state that an earlier release has written.

/** The engine starts the provider process with its own address as the first argument. */
const engineAddress = /^[\w.[\]:-]+:\d+$/.exec(process.argv[2] ?? "")?.[0];

const register = new ProcessRegister({
    folder: engineAddress === undefined ? undefined : new RegisterFolder(engineAddress, engineProcess()),
    expectsProgram: true,
});
const cancellation = earlyEndOfRun(engineAddress, () => {
    register.removeRun();
});
const log = engineAddress === undefined ? standardErrorLog : createEngineLog(engineAddress);
const run = new ProviderRun({ log, register, cancellation });

/** The provider of `Profile`. */
export const profile: pulumi.dynamic.ResourceProvider = profileProvider(new ProfileOperations(run));

/** The provider of `ProfileSet`. */
export const profileSet: pulumi.dynamic.ResourceProvider = profileSetProvider(new ProfileSetOperations(run));

function profileProvider(operations: ProfileOperations): pulumi.dynamic.ResourceProvider {
    return {
        configure,

        async check(olds: Props, news: Props) {
            const inputs = declared(news);
            return checked(news, await operations.check(declared(olds), inputs));
        },

        async diff(_id, olds: Props, news: Props) {
            const { changes, replaces } = await operations.diff(declared(olds), declared(news));
            return diffResult(olds, news, changes.length > 0, replaces);
        },

        async create(inputs: Props) {
            const outs = await operations.create(declared(inputs));
            return { id: String(outs.userId), outs };
        },

        async update(_id, olds: Props, news: Props) {
            return { outs: await operations.update(declared(olds), declared(news)) };
        },

        async delete(_id, outputs: Props) {
            await operations.delete(declared(outputs));
        },

        async read(id: string, props: Props = {}) {
            const isDeclared = props.profile !== undefined;
            const found = await (isDeclared ? operations.refresh(declared(props)) : operations.get(id));
            return readResult(id, found);
        },
    };
}

function profileSetProvider(operations: ProfileSetOperations): pulumi.dynamic.ResourceProvider {
    return {
        configure,

        async check(olds: Props, news: Props) {
            return checked(news, await operations.check(declared(olds), declared(news)));
        },

        async diff(_id, olds: Props, news: Props) {
            const changes = await operations.diff(declared(olds), declared(news), factsOf(olds));
            // Once nothing is carried over any more, the state gets the program's own marks of secrets again.
            return diffResult(olds, news, changes.length > 0 || olds[carriedOverMark] === true);
        },

        async create(inputs: Props) {
            // The engine tells a provider no name at creation, and a set has no id in Courier.
            const id = `profile-set-${randomUUID()}`;
            return { id, outs: await writtenSet(id, operations.create(declared(inputs)), inputs) };
        },

        async update(id, olds: Props, news: Props) {
            const outputs = operations.update(declared(olds), declared(news), factsOf(olds));
            return { outs: await writtenSet(id, outputs, news) };
        },

        async delete(_id, outputs: Props) {
            await operations.delete(declared(outputs), factsOf(outputs));
        },

        async read(id: string, props: Props = {}) {
            const found = await operations.refresh(declared(props), factsOf(props));
            const marks = Object.fromEntries(
                [secretMark, carriedOverMark]
                    .filter((mark) => props[mark] === true)
                    .map((mark) => [mark, true]),
            );
            return {
                id,
                props: { ...found, ...marks },
                // The inputs of the last run have not the marks of what was carried over: they stay as they are.
                ...(!marks[carriedOverMark] && { inputs: { ...found } }),
            };
        },
    };
}

async function configure({ config }: pulumi.dynamic.ConfigureRequest): Promise<void> {
    run.configure((key) => config.get(key));
    return Promise.resolve();
}

function declared(props: Props): Props {
    return withoutFace(propsFromEngine(props));
}

function checked(news: Props, problems: readonly Problem[]): pulumi.dynamic.CheckResult {
    return {
        inputs: without(news, [providerText]),
        // The engine prints the value of a property that a failure names, and a profile is personal data.
        failures: problemTexts(problems).map((reason) => ({ property: "", reason })),
    };
}

function diffResult(
    olds: Props,
    news: Props,
    hasChanges: boolean,
    replaces: readonly string[] = [],
): pulumi.dynamic.DiffResult {
    return {
        // The state keeps the text of the last write, which must not grow old.
        changes: hasChanges || olds[providerText] !== news[providerText],
        replaces: [...replaces],
        // Deletions that come after every check know all that the program still declares.
        deleteBeforeReplace: false,
    };
}

function readResult(id: string, found: Props | undefined): pulumi.dynamic.ReadResult {
    // A blank id tells the engine that the resource is gone.
    return found ? { id, props: { ...found }, inputs: { ...found } } : { id: "" };
}

/** A set's outputs. Of one that could not be written whole it tells the engine what was written, so that the state has it. */
async function writtenSet(id: string, operation: Promise<Props>, inputs: Props): Promise<Props> {
    const mark = areProfilesSecret(inputs) ? { [secretMark]: true } : {};
    try {
        const outputs = await operation;
        return { ...withCarriedOver(outputs, keptUsers(outputs, inputs), inputs), ...mark };
    } catch (error) {
        if (!(error instanceof PartlyWritten)) {
            throw error;
        }
        const state = partialState(error, inputs);
        if (!state) {
            throw error.withoutOutputs();
        }
        // Unlike elsewhere the process does not add the provider's text, without which no state can be read.
        const properties = { ...state, ...mark, [providerText]: inputs[providerText] };
        throw Object.assign(error, { id, properties, reasons: [error.message] });
    }
}

function areProfilesSecret({ profiles }: Props): boolean {
    const [first] = Object.keys(profiles ?? {});
    return first !== undefined && register.secrecyOf(first).userIds;
}

/** Of users whom the program declares no more, only the state knows that they are secret. */
function factsOf(outputs: Props): ResourceFacts {
    const all: Secrecy = { userIds: true, keys: true, values: true };
    return outputs[secretMark] === true ? { secrecyOf: () => all } : {};
}
