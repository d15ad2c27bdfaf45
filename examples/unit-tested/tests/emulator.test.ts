import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { type Emulator, startEmulator } from "pulumi-courier/emulator";

const project = path.join(__dirname, "..");

describe("the program, with a real `pulumi up` and an emulated Courier", function () {
    this.timeout(120_000);

    let courier: Emulator;
    let backend: string;
    let stack: Stack;

    before(async () => {
        courier = await startEmulator();
        // A backend of its own, which leaves no stack behind in yours.
        backend = await mkdtemp(path.join(os.tmpdir(), "courier-unit-tested-"));
        stack = await LocalWorkspace.createStack(
            { stackName: "qa", workDir: project },
            {
                envVars: {
                    COURIER_API_KEY: "any-key",
                    COURIER_BASE_URL: courier.url,
                    PULUMI_BACKEND_URL: `file://${backend}`,
                    PULUMI_CONFIG_PASSPHRASE: "",
                },
            },
        );
    });
    after(async () => {
        await courier.close();
        // The stack, with its settings.
        await rm(backend, { recursive: true });
        await rm(path.join(project, "Pulumi.qa.yaml"), { force: true });
    });

    it("gets every profile written, though Courier is busy at first", async () => {
        courier.fail({ method: "PUT", status: 429, retryAfter: 0, times: 2 });
        await stack.up();
        assert.deepEqual(courier.profiles.get("qa-tester-free"), {
            email: "tester+free@example.com",
            custom: { plan: "free" },
        });
        assert.deepEqual(courier.profiles.get("qa-tester-team"), {
            email: "tester+team@example.com",
            custom: { plan: "team" },
        });
    });

    it("leaves them empty when it is destroyed", async () => {
        await stack.destroy();
        assert.deepEqual([...courier.profiles.all().values()], [{}, {}]);
    });
});
