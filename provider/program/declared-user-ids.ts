import * as pulumi from "@pulumi/pulumi";
import { declaredTwice } from "../core/input-checks";
import { MessageError } from "../core/messages/message-error";
import { eitherSecret, nothingSecret, type Secrecy } from "../core/messages/names";
import { problemTexts } from "../core/messages/problem";
import type { Workspace } from "../core/user-ids/user-id-register";
import { workspaceOf } from "../run/provider-run";
import {
    ProgramRegister as Register,
    type ProgramResource as Resource,
} from "../run/register/program-register";
import { RegisterFolder } from "../run/register/register-folder";
import { readSettings } from "../run/settings";
import { whenEngineEnds } from "./engine-end";
import { engineAddress, engineOfRun } from "./engine-of-run";
import { oncePerRun } from "./once-per-run";
import { programError } from "./program-error";
import { requireProviderProcess } from "./checks/provider-process-check";

type ProgramRegister = Register<string | pulumi.Output<string>>;
type ProgramResource = Resource<string | pulumi.Output<string>>;

/** One run of the program, as its resources declare themselves in it. */
interface DeclaringRun {
    readonly register: ProgramRegister;
    /** That of the stack's default provider. */
    readonly workspace: Workspace;
}

/** What a resource tells the register of itself where its constructor runs. */
export interface DeclaringResource {
    readonly type: string;
    readonly name: string;
    readonly opts: pulumi.CustomResourceOptions;
}

/**
 * Enters the user ids that a resource declares, now or as soon as they are known: a profile whose user is among them is
 * never taken away in this run, whatever becomes of the resource.
 *
 * @param label the resource and its input in messages: `Profile "ci": userId`
 * @throws pulumi.RunError where another resource declares one of them in the same workspace
 */
export function declareUserIds(
    resource: DeclaringResource,
    userIds: string[] | pulumi.Output<string[]>,
    label: string,
): Declaration | undefined {
    const run = declaringRun();
    if (!run) {
        return undefined; // Under mocks nothing is ever taken away.
    }
    const { register } = run;
    const declaring = addResource(run, resource);
    whenKnown(register, userIds, (known) => {
        const twice = register.enter(declaring, known);
        if (twice) {
            refuseTwice(twice.userId, twice.other, declaring, label);
        }
    });
    return new Declaration(register, declaring);
}

/** @throws pulumi.RunError that names both resources; where they have parents, once these are known */
function refuseTwice(userId: string, other: ProgramResource, resource: ProgramResource, label: string): void {
    const refuse = (urn: string, otherUrn: string): never => {
        const reason = declaredTwice([otherUrn], userId, urn) ?? "";
        throw programError(problemTexts([{ property: label, reason, topic: "refusals" }]).join("\n"));
    };
    if (pulumi.Output.isInstance(resource.urn) || pulumi.Output.isInstance(other.urn)) {
        pulumi.all([resource.urn, other.urn]).apply(([urn, otherUrn]) => refuse(urn, otherUrn));
    } else {
        refuse(resource.urn, other.urn);
    }
}

/** Enters a user whose profile the program reads. */
export function readUserId(resource: DeclaringResource, userId: pulumi.Input<string>): void {
    const run = declaringRun();
    if (run) {
        const { register } = run;
        const reading = addResource(run, resource);
        const userIds = typeof userId === "string" ? [userId] : pulumi.output(userId).apply((id) => [id]);
        whenKnown(register, userIds, (known) => {
            register.enterRead(reading, known);
        });
    }
}

/** What is known of a resource after it has entered its user ids. */
export class Declaration {
    readonly #register: ProgramRegister;
    readonly #resource: ProgramResource;
    #secrecy = nothingSecret;

    constructor(register: ProgramRegister, resource: ProgramResource) {
        this.#register = register;
        this.#resource = resource;
    }

    /** Enters that something of it came as a secret. */
    addSecrecy(secrecy: Secrecy): void {
        const { userIds, keys, values } = this.#secrecy;
        const all = eitherSecret(this.#secrecy, secrecy);
        if (all.userIds !== userIds || all.keys !== keys || all.values !== values) {
            this.#secrecy = all;
            this.#register.setSecrecy(this.#resource, all);
        }
    }

    /** Enters, once it is so, that the engine has given the resource an id: in a destroy it has one without a check. */
    setId(id: pulumi.Output<pulumi.ID>): void {
        id.apply(() => {
            this.#register.enterCameBack();
        });
    }
}

/** The run that the program is in; undefined where it runs for no engine, but under a test's mocks. */
const declaringRun = oncePerRun((): DeclaringRun | undefined => {
    const address = engineAddress();
    if (address === undefined) {
        return undefined;
    }
    requireProviderProcess();
    const engine = engineOfRun();
    const folder = new RegisterFolder(address, engine);
    const register = explaining(() => new Register<string | pulumi.Output<string>>(folder));
    if (engine === undefined) {
        // A program of the Automation API lives on when its engine has ended, and another may listen there next.
        whenEngineEnds(address, () => {
            folder.removeRun();
        });
    }
    return { register, workspace: defaultWorkspace() };
});

function addResource(run: DeclaringRun, { type, name, opts }: DeclaringResource): ProgramResource {
    const { register } = run;
    const provider = opts.provider ?? opts.parent?.getProvider(type);
    const workspace = provider ? {} : run.workspace;
    // With a parent only an output tells the whole of it.
    const urn = `urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::${type}::${name}`;
    if (!opts.parent) {
        return register.addResource(urn, urn, provider, workspace);
    }
    const wholeUrn = pulumi.createUrn(name, type, opts.parent);
    const resource = register.addResource(urn, wholeUrn, provider, workspace);
    wholeUrn.apply((known) => {
        register.setUrn(resource, known);
    });
    return resource;
}

/** The stack's default provider takes its settings from the same places as the program. */
function defaultWorkspace(): Workspace {
    try {
        const settings = readSettings((key) => pulumi.runtime.getConfig(key), process.env);
        return { isDefault: true, settings: workspaceOf(settings) };
    } catch {
        // The provider's own check says what is wrong with them.
        return { isDefault: true };
    }
}

function whenKnown(
    register: ProgramRegister,
    userIds: string[] | pulumi.Output<string[]>,
    enter: (known: string[]) => void,
): void {
    if (!pulumi.Output.isInstance(userIds)) {
        explaining(() => {
            enter(userIds.filter(isUserId));
        });
        return;
    }
    const stopWaiting = register.startWaiting();
    userIds.apply((known) => {
        enter(known.filter(isUserId));
        stopWaiting();
    });
}

/** What is no text is refused where the input is checked. */
function isUserId(value: unknown): value is string {
    return typeof value === "string";
}

function explaining<T>(work: () => T): T {
    try {
        return work();
    } catch (error) {
        throw error instanceof MessageError ? programError(error.message) : error;
    }
}
