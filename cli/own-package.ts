import { createRequire } from "node:module";

/** What this package's package.json says that the commands need. */
export interface OwnPackage {
    readonly version: string;
    readonly engines: { readonly node: string };
    readonly peerDependencies: { readonly "@pulumi/pulumi": string };
}

/** This package's package.json, wherever it is built or installed to. */
export function ownPackage(): OwnPackage {
    return createRequire(__filename)("pulumi-courier/package.json") as OwnPackage;
}
