// `tsx tools/pulumi-cli/main.ts`: prints the folder of a Pulumi CLI, which it finds or makes. Progress goes to stderr.
import { pulumiEngine } from "./index";

pulumiEngine().then(
    ({ binDir }) => {
        console.log(binDir);
    },
    (error: unknown) => {
        console.error(error instanceof Error ? error.message : error);
        process.exitCode = 1;
    },
);
