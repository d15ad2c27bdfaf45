import * as pulumi from "@pulumi/pulumi";

/**
 * An error that ends the program, of which Pulumi shows the message alone. It has no stack: where the error
 * rises in an output, Pulumi would spend half a minute on formatting a stack that it does not show.
 */
export function programError(message: string): pulumi.RunError {
    const error = new pulumi.RunError(message);
    delete error.stack;
    return error;
}
