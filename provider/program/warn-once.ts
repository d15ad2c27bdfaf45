import * as pulumi from "@pulumi/pulumi";

/** What has been said in each run, as one process may run several programs in turn; outside of runs, in this process. */
const said = new WeakMap<object, Set<string>>();
const noRun = {};

/** Warns the user, once in a run. Without an engine, as in a script, Pulumi prints it. */
export function warnOnce(message: string): void {
    const run = pulumi.runtime.getStackResource() ?? noRun;
    const messages = said.get(run) ?? new Set();
    said.set(run, messages);
    if (!messages.has(message)) {
        messages.add(message);
        void pulumi.log.warn(message);
    }
}
