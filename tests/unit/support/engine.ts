import fs from "node:fs";
import path from "node:path";
import type { CourierApi } from "../../../provider/core/courier-api";
import type { Props } from "../../../provider/core/input-checks";
import { nothingSecret, type Secrecy } from "../../../provider/core/messages/names";
import { isObject, mapValues } from "../../../provider/core/values/json";
import { dynamicProviders } from "../../../provider/process/dynamic-providers";
import { secretSignature, signatureKey } from "../../../provider/process/engine-values";
import { ProviderRun, workspaceOf } from "../../../provider/run/provider-run";
import { ProcessRegister } from "../../../provider/run/register/process-register";
import { ProgramRegister } from "../../../provider/run/register/program-register";
import { RegisterFolder } from "../../../provider/run/register/register-folder";
import { readSettings } from "../../../provider/run/settings";

/** A value that the program gives as a secret, or that the state has as one. */
export class Secret {
    constructor(readonly value: unknown) {}
}

export type ResourceType = "Profile" | "ProfileSet";

/** A resource of a program, in whose inputs a {@link Secret} may stand for any value. */
export interface DeclaredResource {
    readonly type: ResourceType;
    readonly name: string;
    readonly inputs: Props;
    /** The name of an explicit provider; undefined for the stack's default one. */
    readonly provider?: string | undefined;
    /**
     * Where it depends on a resource that fails: "skipped", or "pending" where its user ids are outputs of that one, and
     * never come.
     */
    readonly behindFailed?: "skipped" | "pending" | undefined;
}

export interface Program {
    readonly resources: readonly DeclaredResource[];
    /** A stack transform: what the engine makes of the inputs that the program gives. */
    readonly transform?: (inputs: Props, type: ResourceType) => Props;
}

/** What became of a run. */
export interface Outcome {
    readonly isDone: boolean;
    readonly errors: readonly string[];
    /** What was shown, warnings among it. */
    readonly lines: readonly string[];
}

/** What a provider answers to a read, of which the SDK's type says nothing. */
interface Read {
    readonly id?: string;
    readonly props?: Props;
    readonly inputs?: Props;
}

export interface UpOptions {
    /** Go on with what does not depend on what failed, and with deletions. */
    readonly continueOnError?: boolean;
    /** Replace every resource and the default provider, and so its process: `--replace '**'`. */
    readonly replaceAll?: boolean;
    /** Only the resources of these names. */
    readonly targets?: readonly string[];
}

export interface EngineOptions {
    /** The settings of each provider, by its name; that of the default one is "". */
    readonly environments: Readonly<Record<string, NodeJS.ProcessEnv>>;
    /** Answers in place of what the settings say where Courier is. */
    readonly courier?: CourierApi;
    /** Where the processes of a run leave their register; without it each process is alone, and the program keeps none. */
    readonly registers?: string;
}

interface StateEntry {
    readonly type: ResourceType;
    readonly provider: string;
    readonly id: string;
    readonly inputs: Props;
    readonly outputs: Props;
}

const providerTexts = {
    Profile: 'exports.handler = () => require("pulumi-courier/provider").profile',
    ProfileSet: 'exports.handler = () => require("pulumi-courier/provider").profileSet',
};

/** What Pulumi's engine does with a program, run by run, each with provider processes of its own. */
export class Engine {
    readonly options: EngineOptions;
    readonly #state = new Map<string, StateEntry>();
    /** Replaced resources whose deletion has not succeeded yet. */
    #replaced: StateEntry[] = [];
    #runs = 0;

    constructor(options: EngineOptions) {
        this.options = options;
    }

    /** The properties in the state, secrets as {@link Secret}s, by the names of the resources. */
    get state(): ReadonlyMap<string, { readonly inputs: Props; readonly outputs: Props }> {
        return new Map(
            [...this.#state, ...this.#replaced.map((entry, n) => [`replaced ${n}`, entry] as const)].map(
                ([key, { inputs, outputs }]) => [key, { inputs, outputs }],
            ),
        );
    }

    up(program: Program, options: UpOptions = {}): Promise<Outcome> {
        return this.#run(program, async (run) => {
            const { continueOnError = false, replaceAll = false } = options;
            run.hasTwoDefaultProviders = replaceAll;
            const steps = program.resources.map(
                (resource) => () => this.#step(run, program, resource, options),
            );
            if ((await run.tryEach(steps, continueOnError)) || continueOnError) {
                await run.tryEach(this.#deletions(run, program, options), continueOnError);
            }
        });
    }

    /** Checks and compares, and writes nothing. */
    preview(program: Program): Promise<Outcome> {
        return this.#run(program, async (run) => {
            const steps = program.resources.map(
                (resource) => () => this.#planned(run, program, resource, {}),
            );
            await run.tryEach(steps, false);
        });
    }

    refresh(): Promise<Outcome> {
        return this.#run(undefined, async (run) => {
            for (const [key, entry] of this.#state) {
                const provider = run.provider(entry.type, entry.provider);
                const { id, props, inputs } = (await provider.read(entry.id, plain(entry.outputs))) as Read;
                if (id === "" || id === undefined) {
                    this.#state.delete(key);
                    continue;
                }
                const read = {
                    ...entry,
                    outputs: marked(fromProvider(props), entry.outputs) as Props,
                    inputs: marked(fromProvider(inputs), entry.inputs) as Props,
                };
                await provider.diff(id, wire(read.type, read.outputs), wire(read.type, entry.inputs));
                this.#state.set(key, read);
            }
        });
    }

    /** @param program given for `--run-program` */
    destroy(program?: Program): Promise<Outcome> {
        return this.#run(program, async (run) => {
            for (const { name, type } of program?.resources ?? []) {
                if (this.#state.has(keyOf(type, name))) {
                    run.comesBack();
                }
            }
            await run.tryEach(this.#deletions(run, { resources: [] }, {}), true);
        });
    }

    #deletions(run: Run, { resources }: Program, { targets }: UpOptions): (() => Promise<void>)[] {
        const declared = new Set(resources.map(({ type, name }) => keyOf(type, name)));
        const gone = [...this.#state].filter(
            ([key]) => !declared.has(key) && (targets?.includes(nameOf(key)) ?? true),
        );
        return [
            ...[...this.#replaced].map((entry) => async () => {
                await this.#delete(run, entry);
                this.#replaced = this.#replaced.filter((other) => other !== entry);
            }),
            ...gone.map(([key, entry]) => async () => {
                await this.#delete(run, entry);
                this.#state.delete(key);
            }),
        ];
    }

    async #delete(run: Run, { type, provider, id, outputs }: StateEntry): Promise<void> {
        await run.provider(type, provider, true).delete(id, wire(type, outputs));
    }

    /** Checks the resource, and says what is to be done with it; undefined where it is not come to. */
    async #planned(
        run: Run,
        { transform = (inputs) => inputs }: Program,
        { type, name, provider: providerName = "", inputs, behindFailed }: DeclaredResource,
        { replaceAll = false, targets }: UpOptions,
    ) {
        if (behindFailed) {
            throw new Error("a resource that it depends on has failed");
        }
        const key = keyOf(type, name);
        const old = this.#state.get(key);
        if (targets && !targets.includes(name)) {
            if (old) {
                run.comesBack();
            }
            return undefined;
        }
        const provider = run.provider(type, providerName);
        const given = transform(inputs, type);
        const news = wire(type, given);
        const check = async (olds: Props): Promise<void> => {
            const { failures = [] } = await provider.check(olds, news);
            if (failures.length > 0) {
                throw new Error(failures.map(({ reason }) => reason).join("\n"));
            }
        };
        await check(old ? wire(type, old.inputs) : {});
        const plan = { key, old, type, providerName, provider, given, news };
        if (!old) {
            return { ...plan, kind: "create" as const };
        }
        let isReplaced = replaceAll || old.provider !== providerName;
        let isChanged = false;
        if (!isReplaced) {
            const diff = await provider.diff(old.id, wire(type, old.outputs), news);
            isReplaced = (diff.replaces ?? []).length > 0;
            isChanged = diff.changes === true;
        }
        if (isReplaced) {
            await check({});
            return { ...plan, kind: "replace" as const };
        }
        return { ...plan, kind: isChanged ? ("update" as const) : ("same" as const) };
    }

    async #step(run: Run, program: Program, resource: DeclaredResource, options: UpOptions): Promise<void> {
        const plan = await this.#planned(run, program, resource, options);
        if (!plan) {
            return;
        }
        const { kind, key, old, type, providerName, provider, given, news } = plan;
        const entry = (id: string, outputs: unknown): StateEntry => ({
            type,
            provider: providerName,
            id,
            inputs: given,
            outputs: marked(fromProvider(outputs), given) as Props,
        });
        try {
            switch (kind) {
                case "same":
                    this.#state.set(key, {
                        ...entry("", {}),
                        id: old?.id ?? "",
                        outputs: old?.outputs ?? {},
                    });
                    break;
                case "update": {
                    const { outs } = (await provider.update(
                        old?.id ?? "",
                        wire(type, old?.outputs ?? {}),
                        news,
                    )) as { outs: Props };
                    this.#state.set(key, entry(old?.id ?? "", outs));
                    break;
                }
                case "create":
                case "replace": {
                    const { id, outs } = (await provider.create(news)) as { id: string; outs: Props };
                    if (old) {
                        this.#replaced.push(old);
                    }
                    this.#state.set(key, entry(id, outs));
                }
            }
        } catch (error) {
            const { id, properties } = error as { id?: string; properties?: Props };
            if (id !== undefined && properties) {
                if (old && kind === "replace") {
                    this.#replaced.push(old);
                }
                this.#state.set(key, entry(id, properties));
            }
            throw error;
        }
        run.comesBack();
    }

    async #run(program: Program | undefined, work: (run: Run) => Promise<void>): Promise<Outcome> {
        const run = new Run(this.options, `engine ${this.#runs++}`);
        try {
            if (program) {
                run.declare(program);
            }
            await work(run);
        } catch (error) {
            run.errors.push((error as Error).message);
        } finally {
            run.end();
        }
        return { isDone: run.errors.length === 0, errors: run.errors, lines: run.lines };
    }
}

/** One run: its program, and its provider processes. */
class Run {
    readonly errors: string[] = [];
    readonly lines: string[] = [];
    readonly #options: EngineOptions;
    readonly #name: string;
    readonly #folders: RegisterFolder[] = [];
    readonly #processes = new Map<string, ReturnType<typeof dynamicProviders>>();
    #program: ProgramRegister | undefined;
    /** Whether this run replaces the default provider: what it deletes is told to the process of the old one. */
    hasTwoDefaultProviders = false;

    constructor(options: EngineOptions, name: string) {
        this.#options = options;
        this.#name = name;
    }

    /** What the constructors of the program do, which run before the engine comes to its first resource. */
    declare({ resources }: Program): void {
        const folder = this.#folder();
        if (!folder) {
            return;
        }
        const program = (this.#program = new ProgramRegister(folder));
        const providers: Record<string, object | undefined> = mapValues(
            this.#options.environments,
            () => ({}),
        );
        for (const { type, name, provider, inputs, behindFailed } of resources) {
            const environment = this.#options.environments[""] ?? {};
            const settings = workspaceOf(readSettings(() => undefined, environment));
            const urn = `urn:pulumi:stack::project::courier:${type}::${name}`;
            const resource = program.addResource(
                urn,
                urn,
                provider === undefined ? undefined : providers[provider],
                provider === undefined ? { isDefault: true, settings } : {},
            );
            if (behindFailed === "pending") {
                program.startWaiting();
            } else {
                const twice = program.enter(resource, userIdsOf(type, inputs));
                if (twice) {
                    throw new Error(`"${twice.userId}" is declared twice`);
                }
                program.setSecrecy(resource, secrecyOf(type, inputs));
            }
        }
    }

    /** A resource has come back to the program with its id. */
    comesBack(): void {
        this.#program?.enterCameBack();
    }

    /** @param isOld whether it is the one of the last run, where this run replaces it */
    provider(type: ResourceType, name: string, isOld = false) {
        const key = name === "" && isOld && this.hasTwoDefaultProviders ? "old" : `new ${name}`;
        let process = this.#processes.get(key);
        if (!process) {
            process = this.#startProcess(name);
            this.#processes.set(key, process);
        }
        return type === "Profile" ? process.profile : process.profileSet;
    }

    /** Does all, one after another, unless one fails and the others are not to be done then. */
    async tryEach(steps: readonly (() => Promise<unknown>)[], goesOn: boolean): Promise<boolean> {
        let isDone = true;
        for (const step of steps) {
            try {
                await step();
            } catch (error) {
                this.errors.push((error as Error).message);
                isDone = false;
                if (!goesOn) {
                    break;
                }
            }
        }
        return isDone;
    }

    /** The processes end without a word: their files stay, and must mean nothing to the next run. */
    end(): void {
        const { registers } = this.#options;
        const names = registers !== undefined && fs.existsSync(registers) ? fs.readdirSync(registers) : [];
        const files = names.map((name) => path.join(registers ?? "", name));
        const texts = files.map((file) => fs.readFileSync(file));
        this.#folders.forEach((folder) => {
            folder.removeRun();
        });
        files.forEach((file, n) => {
            fs.writeFileSync(file, texts[n] ?? "");
        });
    }

    #startProcess(name: string): ReturnType<typeof dynamicProviders> {
        const register = new ProcessRegister({ folder: this.#folder(), expectsProgram: true });
        const { courier, environments } = this.#options;
        const run = new ModelRun(courier, {
            log: (_level, message) => {
                this.lines.push(message);
                return Promise.resolve();
            },
            register,
            environment: environments[name],
        });
        run.configure(() => undefined);
        return dynamicProviders(run);
    }

    #folder(): RegisterFolder | undefined {
        const { registers } = this.#options;
        if (registers === undefined) {
            return undefined;
        }
        const folder = new RegisterFolder("127.0.0.1:1001", this.#name, registers);
        this.#folders.push(folder);
        return folder;
    }
}

class ModelRun extends ProviderRun {
    readonly #courier: CourierApi | undefined;

    constructor(courier: CourierApi | undefined, options: ConstructorParameters<typeof ProviderRun>[0]) {
        super(options);
        this.#courier = courier;
    }

    override courierFor(userId: string): CourierApi {
        return this.#courier ?? super.courierFor(userId);
    }
}

function keyOf(type: ResourceType, name: string): string {
    return `${type}::${name}`;
}

function nameOf(key: string): string {
    return key.replace(/^\w+::/, "");
}

function userIdsOf(type: ResourceType, inputs: Props): string[] {
    const { userId, profiles } = plain(inputs) as Props;
    return type === "Profile" ? [userId as string] : Object.keys(profiles as object);
}

/** See secret-inputs.ts, which looks at outputs. */
function secrecyOf(type: ResourceType, { profile, profiles }: Props): Secrecy {
    if (type === "Profile") {
        return { userIds: false, keys: profile instanceof Secret, values: holdsSecret(profile) };
    }
    if (profiles instanceof Secret) {
        return { userIds: true, keys: true, values: true };
    }
    const keys = Object.values(profiles as object).some((one) => one instanceof Secret);
    return holdsSecret(profiles) ? { userIds: false, keys, values: true } : nothingSecret;
}

function holdsSecret(value: unknown): boolean {
    return (
        value instanceof Secret ||
        (typeof value === "object" && value !== null && Object.values(value).some(holdsSecret))
    );
}

/** Properties as the engine hands them to a provider. */
function wire(type: ResourceType, props: Props): Props {
    return { ...(plain(props) as Props), __provider: providerTexts[type] };
}

/** The value without its marks, which a dynamic provider is never shown. */
export function plain(value: unknown): unknown {
    if (value instanceof Secret) {
        return plain(value.value);
    }
    if (Array.isArray(value)) {
        return value.map(plain);
    }
    return isObject(value) ? mapValues(value, plain) : value;
}

/** What the provider has marked itself. */
function fromProvider(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(fromProvider);
    }
    if (!isObject(value)) {
        return value;
    }
    return value[signatureKey] === secretSignature
        ? new Secret(fromProvider(value.value))
        : mapValues(value, fromProvider);
}

/** The engine marks what a provider answers as it was marked in what it was given, by the same paths. */
function marked(value: unknown, like: unknown): unknown {
    if (value === undefined || value instanceof Secret) {
        return value;
    }
    if (like instanceof Secret) {
        return new Secret(value);
    }
    if (Array.isArray(value) && Array.isArray(like)) {
        return value.map((item, index) => marked(item, like[index]));
    }
    return isObject(value) && isObject(like)
        ? mapValues(value, (item, key) => (Object.hasOwn(like, key) ? marked(item, like[key]) : item))
        : value;
}
