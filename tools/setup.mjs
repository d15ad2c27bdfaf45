// Makes node_modules match package-lock.json, so that a fresh clone needs no step before `npm test`.
// Runs before anything is installed: no dependencies, and no syntax that an outdated Node could not parse.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const nodeModules = join(root, "node_modules");
const stampFile = join(nodeModules, ".setup-stamp");

/** Whether version `running` ("20.19.0") is at least what `range` (">=20.19") asks for. */
function satisfies(running, range) {
    const wanted = range.replace(/^>=/, "").split(".").map(Number);
    const have = running.split(".").map(Number);
    const at = wanted.findIndex((part, i) => part !== have[i]);
    return at === -1 || have[at] > wanted[at];
}

/** What an install depends on. Binary packages differ by platform, which a folder shared with a container changes. */
function stampNow() {
    const lock = createHash("sha256")
        .update(readFileSync(join(root, "package-lock.json")))
        .digest("hex");
    const node = process.versions.node.split(".")[0];
    return `${lock} node ${node} ${process.platform} ${process.arch}\n`;
}

/** Runs `npm ci`; resolves to its exit code and everything it printed. */
function npmCi() {
    return new Promise((resolve) => {
        // The tests need the development dependencies even where NODE_ENV is "production".
        const args = ["ci", "--no-audit", "--no-fund", "--include=dev"];
        // On Windows npm is a .cmd file, which only a shell can start.
        const npm = spawn("npm", args, { cwd: root, shell: process.platform === "win32" });
        let output = "";
        const collect = (chunk) => (output += chunk.toString());
        npm.stdout.on("data", collect);
        npm.stderr.on("data", collect);
        npm.on("error", (error) =>
            resolve({ code: 1, output: `npm could not be started: ${error.message}\n` }),
        );
        npm.on("close", (code) => resolve({ code: code ?? 1, output }));
    });
}

async function setup() {
    const range = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).engines.node;
    if (!satisfies(process.versions.node, range)) {
        console.error(
            `setup: this is Node ${process.versions.node}; ${range} is needed. Install a newer Node.`,
        );
        return 1;
    }

    const stamp = stampNow();
    if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return 0;

    console.error("setup: installing what package-lock.json lists (npm ci); this can take a minute");
    const start = Date.now();
    // Away before npm starts, so that an install that is interrupted is not taken for a complete one.
    rmSync(stampFile, { force: true });
    const { code, output } = await npmCi();
    if (code !== 0) {
        console.error(output.trimEnd());
        console.error("setup: npm ci failed: put right what npm says above, then run the same command again");
        return 1;
    }
    writeFileSync(stampFile, stamp);
    console.error(`setup: installed in ${Math.round((Date.now() - start) / 1000)} s`);
    return 0;
}

process.exitCode = await setup();
