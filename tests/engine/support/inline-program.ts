/**
 * A script that runs programs through Pulumi's Automation API, each a function of the script's own process. In `body`
 * `stack(name, program)` makes or finds a stack of the test's project, and the SDK and the package's classes have the
 * names that they have in {@link program}.
 */
export function inlineScript(body: string): string {
    return `
        const pulumi = require("@pulumi/pulumi");
        const { LocalWorkspace } = require("@pulumi/pulumi/automation");
        const { Profile, ProfileSet } = require("pulumi-courier");
        const stack = (stackName, program) =>
            LocalWorkspace.createOrSelectStack(
                { stackName, projectName: "test-project", program },
                // Where the provider's process finds the package too.
                { workDir: __dirname },
            );
        (async () => {
            ${body}
        })().catch((error) => {
            console.error(error);
            process.exitCode = 1;
        });
    `;
}
