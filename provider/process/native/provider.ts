import type { Props } from "../../core/input-checks";
import { withHelp } from "../../core/messages/help-links";
import { KeyWarnings } from "../../core/messages/key-warnings";
import type { Problem } from "../../core/messages/problem";
import { ProfileOperations } from "../../core/profile-operations";
import { ProfileSetOperations } from "../../core/profile-set/profile-set-operations";
import { compare, type Change, type DeclaredValue } from "../../core/values/compare";
import { isObject, own } from "../../core/values/json";
import { unknown } from "../../core/values/unknown";
import type { Log } from "../../run/log";
import { ProviderRun, workspaceOf } from "../../run/provider-run";
import { ProcessRegister } from "../../run/register/process-register";
import {
    misspeltSettings,
    readSettings,
    settingNames,
    SettingsError,
    settingSource,
} from "../../run/settings";
import { profileResource } from "./profile";
import { profileSetResource } from "./profile-set";
import type { Resource, WarnOfKeys } from "./resource";

export interface ProviderOptions {
    readonly log: Log;
    readonly register?: ProcessRegister;
    /** Default: that of this process. */
    readonly environment?: NodeJS.ProcessEnv;
}

/** What one process serves: one provider resource of the stack, with one configuration. */
export class Provider {
    readonly #log: Log;
    readonly #environment: NodeJS.ProcessEnv | undefined;
    readonly #register: ProcessRegister;
    readonly #cancellation = new AbortController();
    readonly #run: ProviderRun;
    readonly #profiles: ProfileOperations;
    readonly #profileSets: ProfileSetOperations;
    #configured: Props | undefined;
    readonly #resources: Readonly<Record<string, Resource>>;

    constructor({ log, register = new ProcessRegister(), environment }: ProviderOptions) {
        this.#log = log;
        this.#environment = environment;
        this.#register = register;
        this.#run = new ProviderRun({
            log,
            register,
            cancellation: this.#cancellation.signal,
            environment,
        });
        this.#profiles = new ProfileOperations(this.#run);
        this.#profileSets = new ProfileSetOperations(this.#run);
        const warnings = new KeyWarnings();
        const warnOfKeys: WarnOfKeys = async (profiles, urn) => {
            const warning = warnings.ofResource(undefined, profiles.filter(isObject));
            if (warning !== undefined) {
                await this.#run.warn(warning, urn);
            }
        };
        this.#resources = {
            "courier:index:Profile": profileResource(this.#profiles, this.#run, warnOfKeys),
            "courier:index:ProfileSet": profileSetResource(this.#profileSets, warnOfKeys),
        };
    }

    /** What is wrong with the provider's own inputs, as far as they are known. */
    async checkConfig(inputs: Props, urn: string): Promise<readonly Problem[]> {
        const environment = this.#environment ?? process.env;
        // A default provider has all that the stack's configuration has under `courier:`.
        const { problems, warnings } = misspeltSettings(Object.keys(inputs).map(configKeyOf), environment);
        for (const warning of warnings) {
            await this.#log("warn", withHelp(warning, "settings"), urn);
        }
        if (settingNames.some((name) => inputs[name] === unknown)) {
            return problems;
        }
        const run = new ProviderRun({ log: this.#log, environment });
        run.configure(lookUp(inputs));
        const all = [...problems, ...run.settingsProblems()];
        return isDefault(urn) ? all : all.map((problem) => ofExplicitProvider(problem, inputs, environment));
    }

    /**
     * What differs between the provider's inputs of the last run and those of this one. These replace nothing. The engine
     * also asks what differs from another provider's, where a resource moves from that one: to another workspace, in which
     * the profile is to be created. All default providers are one workspace.
     */
    async diffConfig(
        olds: Props,
        news: Props,
        urn: string,
    ): Promise<{ readonly changes: readonly Change[]; readonly replaces: readonly string[] }> {
        const changes = compare(olds as DeclaredValue, news as DeclaredValue);
        // Its own inputs are compared before it has them.
        if (
            this.#configured &&
            compare(this.#configured as DeclaredValue, news as DeclaredValue).length === 0
        ) {
            if (isDefault(urn) || !this.#areTwoWorkspaces(olds, news)) {
                return { changes, replaces: [] };
            }
            this.#profiles.forgetLastDeclared();
            this.#profileSets.forgetLastDeclared();
            const names = changes.map(({ path }) => path[0] ?? "");
            return { changes, replaces: names.filter((name) => ["apiKey", "baseUrl"].includes(name)) };
        }
        if (news.baseUrl !== unknown && text(olds.baseUrl) !== text(news.baseUrl)) {
            await this.#log(
                "warn",
                "courier:baseUrl is another one, so the profiles in the state may be missing there: when this is done, " +
                    "run `pulumi up --refresh`, which writes those that are",
                urn,
            );
        }
        return { changes, replaces: [] };
    }

    /** Whether providers with these inputs are known to be of two workspaces. */
    #areTwoWorkspaces(one: Props, other: Props): boolean {
        const [workspace, otherWorkspace] = [one, other].map((inputs) => {
            try {
                return workspaceOf(readSettings(lookUp(inputs), this.#environment ?? process.env));
            } catch (error) {
                if (error instanceof SettingsError) {
                    return undefined;
                }
                throw error;
            }
        });
        return workspace !== undefined && otherWorkspace !== undefined && workspace !== otherWorkspace;
    }

    /** @param urn that of the provider resource; undefined where the engine does not tell it */
    configure(inputs: Props, urn: string | undefined): void {
        this.#configured = inputs;
        this.#run.configure(
            lookUp(inputs),
            urn === undefined ? {} : { provider: urn, isDefault: isDefault(urn) },
        );
    }

    resource(type: string): Resource {
        const resource = own(this.#resources, type);
        if (!resource) {
            throw new Error(`this version of the courier provider has no resource of the type ${type}`);
        }
        return resource;
    }

    /** A function of the schema, by its token. */
    async invoke(token: string, { userId }: Props): Promise<Props> {
        if (token !== "courier:index:getProfile") {
            throw new Error(`this version of the courier provider has no function ${token}`);
        }
        return this.#profiles.get(userId as string);
    }

    /** Sends no further request: the run has been cancelled. */
    cancel(): void {
        this.#cancellation.abort();
    }

    /** Sends no further request, and leaves nothing behind: the engine is gone. */
    end(): void {
        this.cancel();
        this.#register.removeRun();
    }
}

/** `courier:apiKey` of a stack's configuration is the provider's input `apiKey`. */
function lookUp(inputs: Props): (key: string) => string | undefined {
    return (key) => text(own(inputs, inputOf(key)));
}

function configKeyOf(input: string): string {
    return `courier:${input}`;
}

function inputOf(key: string): string {
    return key.replace(/^courier:/, "");
}

/** An explicit provider has its settings from the program, and none from the stack's configuration. */
function ofExplicitProvider(problem: Problem, inputs: Props, environment: NodeJS.ProcessEnv): Problem {
    const property = inputOf(problem.property);
    const isMissing =
        property === "apiKey" && settingSource("apiKey", lookUp(inputs), environment) === undefined;
    return {
        ...problem,
        property,
        ...(isMissing && {
            reason: "is not set: give it to the provider as a secret, or set the environment variable COURIER_API_KEY",
        }),
    };
}

function text(value: unknown): string | undefined {
    if (value === undefined || value === null) {
        return undefined;
    }
    return typeof value === "string" ? value : JSON.stringify(value);
}

/** As the engine names the providers that it makes itself: `default`, `default_0_1_0`. */
function isDefault(urn: string): boolean {
    return (urn.split("::").at(-1) ?? "").startsWith("default");
}
