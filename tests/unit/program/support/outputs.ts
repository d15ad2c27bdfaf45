import type { Output } from "@pulumi/pulumi";

/** What an output turns out to be. */
export function valueOf<T>(output: Output<T>): Promise<T> {
    return new Promise((resolve) => {
        output.apply(resolve);
    });
}
