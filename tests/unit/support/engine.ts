import type { Props } from "../../../provider/core/input-checks";
import { ProfileOperations } from "../../../provider/core/profile-operations";
import type { ProfileOptions } from "../../../provider/core/profile-options";
import { PartlyWritten, ProfileSetOperations } from "../../../provider/core/profile-set-operations";
import { isObject, type JsonObject } from "../../../provider/core/values/json";
import { ProviderRun } from "../../../provider/run/provider-run";

/** A program of Profiles and ProfileSets. */
export interface Program {
    /** By user id: the name of the set that declares it, or "Profile", and the profile. */
    readonly declared: Map<string, { readonly home: string; readonly profile: JsonObject }>;
    /** Part of every resource's name: another one renames them all. */
    generation: number;
    readonly options: Partial<ProfileOptions>;
}

/** What Pulumi's engine does with a program: each run in a provider process of its own, which talks to Courier. */
export class Engine {
    readonly #profiles = new Map<string, Props>();
    readonly #sets = new Map<string, Props>();

    constructor(readonly courierUrl: string) {}

    /** Answers whether the run succeeded. */
    up(program: Program): Promise<boolean> {
        return this.#run(async (profileResource, setResource, register) => {
            // The program's constructors enter them all before the first resource is checked.
            for (const userId of program.declared.keys()) register.enterRead(userId);
            const wanted = resourcesOf(program);
            // Sets first: they take users away before the program's other resources are checked.
            for (const [name, inputs] of wanted.sets) {
                const state = this.#sets.get(name);
                failOn(await setResource.check(state ?? {}, inputs, { urn: name }));
                if (state === undefined || (await setResource.diff(state, inputs)).length > 0) {
                    await this.#writeSet(setResource, name, state, inputs);
                }
            }
            for (const [name, inputs] of wanted.profiles) {
                const state = this.#profiles.get(name);
                failOn(await profileResource.check(state ?? {}, inputs, { urn: name }));
                if (state === undefined) {
                    this.#profiles.set(name, await profileResource.create(inputs));
                } else if ((await profileResource.diff(state, inputs)).changes.length > 0) {
                    this.#profiles.set(name, await profileResource.update(state, inputs));
                }
            }
            for (const [name, state] of this.#profiles) {
                if (wanted.profiles.has(name)) continue;
                await profileResource.delete(state);
                this.#profiles.delete(name);
            }
            for (const [name, state] of this.#sets) {
                if (wanted.sets.has(name)) continue;
                await setResource.delete(state);
                this.#sets.delete(name);
            }
        });
    }

    /** Answers whether the run succeeded. */
    refresh(): Promise<boolean> {
        return this.#run(async (profileResource, setResource) => {
            for (const [name, state] of this.#profiles) {
                const found = await profileResource.refresh(state);
                if (found) this.#profiles.set(name, found);
                else this.#profiles.delete(name);
            }
            for (const [name, state] of this.#sets) this.#sets.set(name, await setResource.refresh(state));
        });
    }

    async #writeSet(
        resource: ProfileSetOperations,
        name: string,
        state: Props | undefined,
        inputs: Props,
    ): Promise<void> {
        try {
            const { outputs } = await (state ? resource.update(state, inputs) : resource.create(inputs));
            this.#sets.set(name, outputs);
        } catch (error) {
            if (error instanceof PartlyWritten) this.#sets.set(name, error.outputs);
            throw error;
        }
    }

    async #run(
        work: (
            profileResource: ProfileOperations,
            setResource: ProfileSetOperations,
            register: ProviderRun["register"],
        ) => Promise<void>,
    ): Promise<boolean> {
        const run = new ProviderRun({
            log: () => Promise.resolve(),
            environment: {
                COURIER_API_KEY: "any",
                COURIER_BASE_URL: this.courierUrl,
                COURIER_MAX_RETRIES: "0",
            },
        });
        try {
            await work(new ProfileOperations(run), new ProfileSetOperations(run), run.register);
            return true;
        } catch {
            return false;
        }
    }
}

function resourcesOf({ declared, generation, options }: Program) {
    const profiles = new Map<string, Props>();
    const sets = new Map<string, Props>();
    for (const [userId, { home, profile }] of declared) {
        const name = `${home === "Profile" ? userId : home} ${generation}`;
        if (home === "Profile") {
            profiles.set(name, { userId, profile, ...options });
        } else {
            const profiles = sets.get(name)?.profiles;
            sets.set(name, {
                profiles: { ...(isObject(profiles) && profiles), [userId]: profile },
                ...options,
            });
        }
    }
    return { profiles, sets };
}

function failOn(problems: readonly { readonly reason: string }[]): void {
    if (problems.length > 0) throw new Error(problems.map(({ reason }) => reason).join());
}
