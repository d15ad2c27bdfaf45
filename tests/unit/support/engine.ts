import type { JsonObject } from "../../../provider/core/values/json";
import type { ProfileOptions } from "../../../provider/core/profile-options";
import { ProfileResource, type ProfileProps } from "../../../provider/core/profile-operations";
import {
    PartlyWritten,
    ProfileSetResource,
    type ProfileSetProps,
} from "../../../provider/core/profile-set-operations";
import { Run } from "../../../provider/run/provider-run";

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
    readonly #profiles = new Map<string, ProfileProps>();
    readonly #sets = new Map<string, ProfileSetProps>();

    constructor(readonly courierUrl: string) {}

    /** Answers whether the run succeeded. */
    up(program: Program): Promise<boolean> {
        return this.#run(async (profileResource, setResource) => {
            const all = [...program.declared.keys()];
            const wanted = resourcesOf(program);
            // Sets first: they take users away before the program's other resources are checked.
            for (const [name, inputs] of wanted.sets) {
                const state = this.#sets.get(name);
                const olds = state ? { ...state } : {};
                failOn(await setResource.check(olds, { ...inputs }, name, all));
                if (state === undefined || (await setResource.diff(state, { ...inputs })).length > 0) {
                    await this.#writeSet(setResource, name, state, inputs);
                }
            }
            for (const [name, inputs] of wanted.profiles) {
                const state = this.#profiles.get(name);
                failOn(await profileResource.check({ ...inputs }, state === undefined, name));
                if (state === undefined) {
                    this.#profiles.set(name, await profileResource.create(inputs));
                } else if ((await profileResource.diff(state, { ...inputs })).changes.length > 0) {
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
        resource: ProfileSetResource,
        name: string,
        state: ProfileSetProps | undefined,
        inputs: ProfileSetProps,
    ): Promise<void> {
        try {
            const outputs = await (state ? resource.update(state, inputs) : resource.create(inputs));
            this.#sets.set(name, outputs);
        } catch (error) {
            if (error instanceof PartlyWritten) this.#sets.set(name, error.outputs);
            throw error;
        }
    }

    async #run(
        work: (profileResource: ProfileResource, setResource: ProfileSetResource) => Promise<void>,
    ): Promise<boolean> {
        const run = new Run({
            log: () => Promise.resolve(),
            environment: {
                COURIER_API_KEY: "any",
                COURIER_BASE_URL: this.courierUrl,
                COURIER_MAX_RETRIES: "0",
            },
        });
        try {
            await work(new ProfileResource(run), new ProfileSetResource(run));
            return true;
        } catch {
            return false;
        }
    }
}

function resourcesOf({ declared, generation, options }: Program) {
    const profiles = new Map<string, ProfileProps>();
    const sets = new Map<string, ProfileSetProps>();
    for (const [userId, { home, profile }] of declared) {
        const name = `${home === "Profile" ? userId : home} ${generation}`;
        if (home === "Profile") {
            profiles.set(name, { userId, profile, ...options });
        } else {
            sets.set(name, { profiles: { ...sets.get(name)?.profiles, [userId]: profile }, ...options });
        }
    }
    return { profiles, sets };
}

function failOn(problems: readonly { readonly reason: string }[]): void {
    if (problems.length > 0) throw new Error(problems.map(({ reason }) => reason).join());
}
