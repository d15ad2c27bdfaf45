import { ProfileResource, type ProfileProps } from "../../../../provider/core/profile-operations";
import { FakeContext } from "./fake-context";
import type { FakeCourier } from "./fake-courier";

/** What Pulumi's engine does with a program of one Profile: each run in a provider process of its own. */
export class Stack {
    #state: ProfileProps | undefined;
    /** Old resources whose deletion failed; the next run tries again. */
    #leftovers: ProfileProps[] = [];

    constructor(readonly courier: FakeCourier) {}

    /** The declared keys as the state has them. */
    get state(): ProfileProps | undefined {
        return this.#state;
    }

    /** Answers whether the run succeeded. */
    up(program: ProfileProps): Promise<boolean> {
        return this.#run(async (resource) => {
            const isNew = this.#state === undefined;
            const problems = await resource.check({ ...program }, isNew, "urn:profile");
            if (problems.length > 0) {
                throw new Error(problems.map(({ reason }) => reason).join());
            }
            if (this.#state === undefined) {
                this.#state = await resource.create(program);
            } else {
                const { changes, replaces } = await resource.diff(this.#state, { ...program });
                if (replaces.length > 0) {
                    const created = await resource.create(program);
                    this.#leftovers.push(this.#state);
                    this.#state = created;
                } else if (changes.length > 0) {
                    this.#state = await resource.update(this.#state, program);
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
    rename(program: ProfileProps): Promise<boolean> {
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

    async #run(work: (resource: ProfileResource) => Promise<void>): Promise<boolean> {
        try {
            await work(new ProfileResource(new FakeContext(this.courier)));
            return true;
        } catch {
            return false;
        }
    }
}
