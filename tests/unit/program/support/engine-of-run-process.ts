import * as pulumi from "@pulumi/pulumi";
import { engineOfRun } from "../../../../provider/program/engine-of-run";

// A program whose engine listens at the address in its first argument: prints which process that is.

pulumi.runtime.resetOptions("project", "stack", -1, process.argv[2] ?? "", "", false, "");
process.stdout.write(engineOfRun() ?? "none");
process.exit();
