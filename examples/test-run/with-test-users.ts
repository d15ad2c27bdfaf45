import { LocalWorkspace } from "@pulumi/pulumi/automation";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { Profile } from "pulumi-courier";

// Runs a command, such as your end-to-end tests, with test users of its own.
const [command = "", ...args] = process.argv.slice(2);
if (command === "") {
    console.error("Usage: npm start -- COMMAND [ARGUMENT…]");
    process.exit(2);
}

// Users and stack bear the run's name, so that runs at the same time have nothing in common.
const run = `run-${randomUUID().slice(0, 8)}`;
const userIds = ["shopper", "driver"].map((role) => `${run}-${role}`);

function declareUsers(): Promise<void> {
    for (const userId of userIds) {
        new Profile(userId, {
            userId,
            profile: { email: `${userId}@example.com`, locale: "en-GB" },
            // An emptied profile would stay behind, for each user of each run.
            onDelete: "delete",
        });
    }
    return Promise.resolve();
}

async function main(): Promise<void> {
    const stack = await LocalWorkspace.createStack(
        { stackName: run, projectName: "courier-test-run", program: declareUsers },
        {
            // This folder's project, so that `pulumi destroy` works here where a run was killed.
            workDir: __dirname,
            envVars: { COURIER_ALLOWED_USER_IDS: `${run}-.*` },
        },
    );
    // At Ctrl-C the command ends, which gets it as well; the users are then removed as ever.
    process.on("SIGINT", () => undefined);
    try {
        await stack.up();
        const child = spawn(command, args, {
            env: { ...process.env, TEST_USER_IDS: userIds.join(",") },
            stdio: "inherit",
        });
        const [exitCode] = (await once(child, "close")) as [number | null];
        process.exitCode = exitCode ?? 1;
    } finally {
        await stack.destroy();
        await stack.workspace.removeStack(run);
    }
}

main().catch((error: unknown) => {
    console.error((error as Error).message);
    process.exitCode = 1;
});
