import {
    DoneInPart,
    type Face,
    type ProviderProcess,
    type Resource,
    type ResourceType,
    type State,
} from "./faces";
import type { Wire } from "./native-client";

export interface Declared {
    readonly type: ResourceType;
    readonly inputs: Wire;
}

/** What a program declares, by the names of its resources. */
export type Program = Readonly<Record<string, Declared>>;

export function profile(inputs: Wire): Declared {
    return { type: "Profile", inputs };
}

export function set(inputs: Wire): Declared {
    return { type: "ProfileSet", inputs };
}

interface Entry {
    readonly resource: Resource;
    readonly state: State;
}

export interface RunOptions {
    /** Names of resources to replace, whatever their diff says. */
    readonly replace?: readonly string[];
}

/** What Pulumi's engine does with a program, each run in a provider process of its own; deletions come last. */
export class FaceStack {
    /** By the type and name of the resource. */
    readonly #entries = new Map<string, Entry>();

    constructor(
        /** The face of the next run: a stack may be taken over by the other one. */
        public face: Face,
        private readonly settings: Readonly<Record<string, string>>,
    ) {}

    /** The outputs of the resources in the state, by their names. */
    get outputs(): Readonly<Record<string, Wire>> {
        return Object.fromEntries(
            [...this.#entries.values()].map(({ resource, state }) => [resource.name, state.outputs]),
        );
    }

    /**
     * Answers what was done to each resource that was not the same.
     *
     * @throws the first failure, once all the rest is done
     */
    up(program: Program, { replace = [] }: RunOptions = {}): Promise<Readonly<Record<string, string>>> {
        return this.#run(async (process, done) => {
            const wanted = Object.entries(program).map(([name, { type, inputs }]) => {
                const resource = { type, name };
                return { resource, news: this.face.inputs(resource, inputs) };
            });
            const leaving: Entry[] = [...this.#entries.values()].filter(
                ({ resource }) => !wanted.some((one) => keyOf(one.resource) === keyOf(resource)),
            );
            for (const { resource, news } of wanted) {
                const old = this.#entries.get(keyOf(resource));
                const failures = await process.check(resource, old?.state.inputs ?? {}, news);
                if (failures.length > 0) {
                    throw new Error(failures.join("\n"));
                }
                const difference = old && (await process.diff(resource, old.state, news));
                if (!old || replace.includes(resource.name) || (difference?.replaces.length ?? 0) > 0) {
                    await this.#create(process, resource, news);
                    if (old) {
                        leaving.push(old);
                    }
                    done[resource.name] = old ? "replace" : "create";
                } else if (difference?.hasChanges) {
                    await this.#update(process, resource, old.state, news);
                    done[resource.name] = "update";
                }
            }
            for (const entry of leaving) {
                await process.delete(entry.resource, entry.state);
                if (this.#entries.get(keyOf(entry.resource)) === entry) {
                    this.#entries.delete(keyOf(entry.resource));
                    done[entry.resource.name] = "delete";
                }
            }
        });
    }

    /** What a preview refuses. */
    async preview(program: Program): Promise<readonly string[]> {
        const problems: string[] = [];
        await this.#run(async (process) => {
            for (const [name, { type, inputs }] of Object.entries(program)) {
                const resource = { type, name };
                const news = this.face.inputs(resource, inputs);
                const old = this.#entries.get(keyOf(resource));
                problems.push(...(await process.check(resource, old?.state.inputs ?? {}, news)));
                if (old) {
                    await process.diff(resource, old.state, news).catch((error: unknown) => {
                        problems.push((error as Error).message);
                    });
                }
            }
        });
        return problems;
    }

    refresh(): Promise<Readonly<Record<string, string>>> {
        return this.#run(async (process, done) => {
            for (const [key, { resource, state }] of this.#entries) {
                const found = await process.read(resource, state.id, state);
                if (found) {
                    this.#entries.set(key, { resource, state: { id: state.id, ...found } });
                } else {
                    this.#entries.delete(key);
                    done[resource.name] = "gone";
                }
            }
        });
    }

    destroy(): Promise<Readonly<Record<string, string>>> {
        return this.#run(async (process, done) => {
            for (const [key, { resource, state }] of this.#entries) {
                await process.delete(resource, state);
                this.#entries.delete(key);
                done[resource.name] = "delete";
            }
        });
    }

    async #create(process: ProviderProcess, resource: Resource, news: Wire): Promise<void> {
        await this.#keepPart(resource, news, async () => {
            const created = await process.create(resource, news);
            this.#entries.set(keyOf(resource), { resource, state: { ...created, inputs: news } });
        });
    }

    async #update(process: ProviderProcess, resource: Resource, old: State, news: Wire): Promise<void> {
        await this.#keepPart(resource, news, async () => {
            const outputs = await process.update(resource, old, news);
            this.#entries.set(keyOf(resource), { resource, state: { id: old.id, outputs, inputs: news } });
        });
    }

    async #keepPart(resource: Resource, inputs: Wire, write: () => Promise<void>): Promise<void> {
        try {
            await write();
        } catch (error) {
            if (error instanceof DoneInPart) {
                const { id, outputs } = error;
                this.#entries.set(keyOf(resource), { resource, state: { id, outputs, inputs } });
            }
            throw error;
        }
    }

    async #run(
        work: (process: ProviderProcess, done: Record<string, string>) => Promise<void>,
    ): Promise<Readonly<Record<string, string>>> {
        const process = await this.face.start(this.settings);
        const done: Record<string, string> = {};
        try {
            await work(process, done);
        } finally {
            await process.close();
        }
        return done;
    }
}

function keyOf({ type, name }: Resource): string {
    return `${type} ${name}`;
}
