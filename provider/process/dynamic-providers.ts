import { randomUUID } from "node:crypto";
import type * as pulumi from "@pulumi/pulumi";
import type { Props, ResourceFacts } from "../core/input-checks";
import type { Secrecy } from "../core/messages/names";
import { problemTexts, type Problem } from "../core/messages/problem";
import { ProfileOperations } from "../core/profile-operations";
import {
    PartlyWritten,
    ProfileSetOperations,
    type WrittenSet,
} from "../core/profile-set/profile-set-operations";
import type { UserIdRegister } from "../core/user-ids/user-id-register";
import type { ProviderRun } from "../run/provider-run";
import { carriedOverMark, providerText, secretMark, without, withoutFace } from "./dynamic-state";
import { propsFromEngine } from "./engine-values";
import { fitsFailure, stateOf } from "./partial-state";

type Provider = Required<pulumi.dynamic.ResourceProvider>;

/** What Pulumi's dynamic provider process calls for each resource, in one run. */
export function dynamicProviders(run: ProviderRun): {
    readonly profile: Provider;
    readonly profileSet: Provider;
} {
    async function configure({ config }: pulumi.dynamic.ConfigureRequest): Promise<void> {
        run.configure((key) => config.get(key));
        return Promise.resolve();
    }
    return {
        profile: { configure, ...profileProvider(new ProfileOperations(run)) },
        profileSet: { configure, ...profileSetProvider(new ProfileSetOperations(run), run.register) },
    };
}

function profileProvider(operations: ProfileOperations): Omit<Provider, "configure"> {
    return {
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

function profileSetProvider(
    operations: ProfileSetOperations,
    register: UserIdRegister,
): Omit<Provider, "configure"> {
    return {
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
            const written = operations.create(declared(inputs));
            return { id, outs: await writtenSet(id, written, inputs, markOf(inputs, register)) };
        },

        async update(id, olds: Props, news: Props) {
            const written = operations.update(declared(olds), declared(news), factsOf(olds));
            return { outs: await writtenSet(id, written, news, markOf(news, register)) };
        },

        async delete(_id, outputs: Props) {
            await operations.delete(declared(outputs), factsOf(outputs));
        },

        async read(id: string, outputs: Props = {}) {
            const found = await operations.refresh(declared(outputs), factsOf(outputs));
            const marks = Object.fromEntries(
                [secretMark, carriedOverMark]
                    .filter((mark) => outputs[mark] === true)
                    .map((mark) => [mark, true]),
            );
            const props = { ...found, ...marks };
            // The state's inputs have not the marks of what was carried over, so they stay as they are.
            return marks[carriedOverMark] ? { id, props } : { id, props, inputs: { ...found } };
        },
    };
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
async function writtenSet(
    id: string,
    operation: Promise<WrittenSet>,
    inputs: Props,
    mark: Props,
): Promise<Props> {
    try {
        return { ...stateOf(await operation, inputs), ...mark };
    } catch (error) {
        if (!(error instanceof PartlyWritten)) {
            throw error;
        }
        // Unlike elsewhere the process does not add the provider's text, without which no state can be read.
        const properties = { ...stateOf(error, inputs), ...mark, [providerText]: inputs[providerText] };
        if (!fitsFailure(properties)) {
            throw error.withoutOutputs();
        }
        throw Object.assign(error, { id, properties, reasons: [error.message] });
    }
}

/** @param register has what the program tells of its inputs */
function markOf({ profiles }: Props, register: UserIdRegister): Props {
    const [first] = Object.keys(profiles ?? {});
    return first !== undefined && register.secrecyOf(first).userIds ? { [secretMark]: true } : {};
}

/** Of users whom the program declares no more, only the state knows that they are secret. */
function factsOf(outputs: Props): ResourceFacts {
    const all: Secrecy = { userIds: true, keys: true, values: true };
    return outputs[secretMark] === true ? { secrecyOf: () => all } : {};
}
