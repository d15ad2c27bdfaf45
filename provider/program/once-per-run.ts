import * as pulumi from "@pulumi/pulumi";

/**
 * Makes something once in each run of a program: one process may run several, in turn or at once. The result answers
 * what was made for the run that calls it, and undefined where there is none (in some mocks).
 */
export function oncePerRun<T>(make: () => T): () => T | undefined {
    const made = new WeakMap<pulumi.Resource, T>();
    return () => {
        const run = pulumi.runtime.getStackResource();
        if (run === undefined) {
            return undefined;
        }
        if (!made.has(run)) {
            made.set(run, make());
        }
        return made.get(run);
    };
}
