import * as pulumi from "@pulumi/pulumi";
import { oncePerRun } from "./once-per-run";

const saidInRun = oncePerRun(() => new Set<string>());
const saidInProcess = new Set<string>();

/** Warns the user, once in a run; in a script, which has neither run nor engine, once and on standard error. */
export function warnOnce(message: string): void {
    const said = saidInRun() ?? saidInProcess;
    if (!said.has(message)) {
        said.add(message);
        void pulumi.log.warn(message);
    }
}
