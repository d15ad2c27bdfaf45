import * as pulumi from "@pulumi/pulumi";
import { withHelp } from "../core/messages/help-links";

const key = "courier:apiKey";

/** The runs whose program has been looked at; one process may run several programs in turn. */
const seen = new WeakSet<pulumi.Resource>();

/** Warns, once in a run, where the API key is no secret of the stack's configuration: Pulumi writes that into the state. */
export function warnOfPlainApiKey(): void {
    const run = pulumi.runtime.getStackResource();
    if (run === undefined || seen.has(run)) {
        return;
    }
    seen.add(run);
    // The SDK has this function, and no type of it.
    const { isConfigSecret } = pulumi.runtime as { isConfigSecret?: (name: string) => boolean };
    if (pulumi.runtime.getConfig(key) !== undefined && isConfigSecret?.(key) === false) {
        const message =
            "courier:apiKey is in plain text in the stack's configuration, and so in its state: run " +
            "`pulumi config set --secret courier:apiKey`, then `pulumi up`; whoever could read it before has the key";
        void pulumi.log.warn(withHelp(message, "settings"));
    }
}
