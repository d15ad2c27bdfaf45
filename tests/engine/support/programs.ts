/** A program with this body, for which the SDK is `pulumi` and the package's classes have their own names. */
export function program(body: string): string {
    return `
        const pulumi = require("@pulumi/pulumi");
        const { Profile, ProfileSet } = require("pulumi-courier");
        ${body}
    `;
}
