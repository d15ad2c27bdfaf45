import * as pulumi from "@pulumi/pulumi";
import { engineProcess } from "../run/register/engine-process";

/** Where the engine of this run listens; undefined where there is none, but a test's mocks. */
export function engineAddress(): string | undefined {
    // The SDK's type leaves out what every gRPC client has, and mocks have not.
    const engine = pulumi.runtime.getEngine() as { getChannel?(): { getTarget(): string } } | undefined;
    const target = engine?.getChannel?.().getTarget();
    return target === undefined ? undefined : /[^/:]+:\d+$/.exec(target)?.[0];
}

/**
 * The process of the engine that runs this program; undefined where the system does not tell, or where the program runs
 * the engine and not the engine the program, as with Pulumi's Automation API: below another engine's program too.
 */
export function engineOfRun(): string | undefined {
    // Pulumi's language host tells a program which engine runs it.
    const host = process.env.PULUMI_NODEJS_ENGINE;
    return host !== undefined && host !== engineAddress() ? undefined : engineProcess();
}
