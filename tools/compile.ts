import { spawnSync } from "node:child_process";
import { chmodSync, rmSync } from "node:fs";
import path from "node:path";
import { bin } from "../package.json";

// The first step of `npm run build`: dist, of this source and of no earlier one, with commands that can be run.

const repository = path.resolve(__dirname, "..");
rmSync(path.join(repository, "dist"), { recursive: true, force: true });

const tsc = require.resolve("typescript/bin/tsc");
const { status } = spawnSync(process.execPath, [tsc, "-p", "tsconfig.build.json"], {
    cwd: repository,
    stdio: "inherit",
});
if (status === 0) {
    for (const command of Object.values(bin)) chmodSync(path.join(repository, command), 0o755);
} else {
    process.exitCode = 1;
}
