import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Stack } from "./stack";
import { installedPlugin } from "./yaml-stack";

/** Makes this a program in JavaScript that uses the native provider, as a generated SDK does. */
export async function writeNativeProgram(stack: Stack, body: string): Promise<void> {
    const settings = {
        name: "test-project",
        runtime: { name: "nodejs", options: { typescript: false } },
        plugins: { providers: [{ name: "courier", path: await installedPlugin() }] },
    };
    await writeFile(path.join(stack.folder, "Pulumi.yaml"), JSON.stringify(settings));
    await stack.program(`
        const pulumi = require("@pulumi/pulumi");
        class Profile extends pulumi.CustomResource {
            constructor(name, args, opts) {
                super("courier:index:Profile", name, { userId: undefined, profile: undefined, ...args }, opts);
            }
        }
        class ProfileSet extends pulumi.CustomResource {
            constructor(name, args, opts) {
                super("courier:index:ProfileSet", name, { profiles: undefined, ...args }, opts);
            }
        }
        ${body}
    `);
}
