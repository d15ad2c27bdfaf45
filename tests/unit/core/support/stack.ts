import type { Props } from "../../../../provider/core/input-checks";
import { ProfileOperations } from "../../../../provider/core/profile-operations";
import type { ProfileOptions } from "../../../../provider/core/profile-options";
import type { JsonObject } from "../../../../provider/core/values/json";
import { isObject } from "../../../../provider/core/values/json";
import { FakeServices, named } from "./fake-services";
import type { FakeCourier } from "./fake-courier";

/** A program of one Profile. */
export interface StackProgram extends Partial<ProfileOptions> {
    readonly userId: string;
    readonly profile: JsonObject;
}

/** What Pulumi's engine does with a program of one Profile: each run in a provider process of its own. */
export class Stack {
    #state: Props | undefined;
    /** Old resources whose deletion failed; the next run tries again. */
    #leftovers: Props[] = [];

    constructor(readonly courier: FakeCourier) {}

    /** The declared keys as the state has them. */
    get state(): { readonly userId: unknown; readonly profile: JsonObject } | undefined {
        const { userId, profile } = this.#state ?? {};
        return isObject(profile) ? { userId, profile: profile as JsonObject } : undefined;
    }

    /** Answers whether the run succeeded. */
    up(program: StackProgram): Promise<boolean> {
        return this.#run(async (resource) => {
            const problems = await resource.check(this.#state ?? {}, { ...program }, named("urn:profile"));
            if (problems.length > 0) {
                throw new Error(problems.map(({ reason }) => reason).join());
            }
            if (this.#state === undefined) {
                this.#state = await resource.create({ ...program });
            } else {
                const { changes, replaces } = await resource.diff(this.#state, { ...program });
                if (replaces.length > 0) {
                    const created = await resource.create({ ...program });
                    this.#leftovers.push(this.#state);
                    this.#state = created;
                } else if (changes.length > 0) {
                    this.#state = await resource.update(this.#state, { ...program });
                }
            }
            for (const leftover of [...this.#leftovers]) {
                await resource.delete(leftover);
                this.#leftovers = this.#leftovers.filter((other) => other !== leftover);
            }
        });
    }

    refresh(): Promise<boolean> {
        return this.#run(async (resource) => {
            this.#state &&= await resource.refresh(this.#state);
        });
    }

    /** The engine creates the resource again under another name, then deletes the old one. */
    rename(program: StackProgram): Promise<boolean> {
        if (this.#state) {
            this.#leftovers.push(this.#state);
            this.#state = undefined;
        }
        return this.up(program);
    }

    destroy(): Promise<boolean> {
        return this.#run(async (resource) => {
            for (const state of [...this.#leftovers, ...(this.#state ? [this.#state] : [])]) {
                await resource.delete(state);
                this.#leftovers = this.#leftovers.filter((other) => other !== state);
                this.#state = this.#state === state ? undefined : this.#state;
            }
        });
    }

    async #run(work: (resource: ProfileOperations) => Promise<void>): Promise<boolean> {
        try {
            await work(new ProfileOperations(new FakeServices(this.courier)));
            return true;
        } catch {
            return false;
        }
    }
}
