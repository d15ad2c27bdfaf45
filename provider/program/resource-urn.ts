import * as pulumi from "@pulumi/pulumi";

/**
 * The resource's URN, for the provider process to name it in messages; the engine does not tell it there. It
 * is an input that the provider's check takes out again, so the state does not hold it.
 */
export function resourceIdentity(
    type: string,
    name: string,
    opts: pulumi.CustomResourceOptions,
): Promise<string> {
    const urn = pulumi.createUrn(name, type, opts.parent);
    // As a promise and not as an output: an output would make the parent a dependency of its own child.
    return new Promise((resolve) => {
        urn.apply(resolve);
    });
}
