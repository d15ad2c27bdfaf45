import type { Resource } from "@pulumi/pulumi";
import type { Log } from "../run/log";

/**
 * Lines for the engine to show. The engine shows what a provider writes to its standard error as well, but
 * neither as a warning nor under a resource.
 *
 * @param engineAddress where the engine of this run listens
 */
export function createEngineLog(engineAddress: string): Log {
    let pulumi: Promise<typeof import("@pulumi/pulumi")> | undefined;

    async function connect(): Promise<typeof import("@pulumi/pulumi")> {
        const sdk = await import("@pulumi/pulumi");
        // In the provider process nothing has told the SDK where its engine is.
        sdk.runtime.resetOptions("", "", -1, engineAddress, "", false, "");
        return sdk;
    }

    return async (level, message, resource) => {
        const sdk = await (pulumi ??= connect());
        // The log needs a resource for its URN alone.
        const target = resource && ({ urn: sdk.output(resource) } as unknown as Resource);
        await sdk.log[level](message, target || undefined);
    };
}
