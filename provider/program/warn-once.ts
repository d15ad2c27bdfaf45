import * as pulumi from "@pulumi/pulumi";
import { oncePerRun } from "./once-per-run";

const saidInRun = oncePerRun(() => new Set<string>());
const saidOutside = new Set<string>();

/** Warns the user, once in a run; outside of runs, once in this process. Without an engine, as in a script, Pulumi prints it. */
export function warnOnce(message: string): void {
    const said = saidInRun() ?? saidOutside;
    if (!said.has(message)) {
        said.add(message);
        void pulumi.log.warn(message);
    }
}
