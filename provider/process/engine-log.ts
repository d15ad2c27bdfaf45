import type { Resource } from "@pulumi/pulumi";

/** Shows the person who runs Pulumi a line, under the resource of this URN or under the stack; resolves once it is delivered. */
export type Log = (level: "info" | "warn", message: string, resource?: string) => Promise<void>;

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

/** Lines on standard error, where there is no engine to show them. */
export const standardErrorLog: Log = (level, message) => {
    process.stderr.write(`${level === "warn" ? "warning: " : ""}${message}\n`);
    return Promise.resolve();
};
