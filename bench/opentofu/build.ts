import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { cacheFolder } from "../../tools/pulumi-cli/cache";
import { findExecutable, searchPath } from "../../tools/pulumi-cli/installation";
import { withProgress, type Log } from "../../tools/pulumi-cli/progress";

/** OpenTofu and the restapi provider. */
export interface OpenTofu {
    readonly command: string;
    /** The folder that the two are in. */
    readonly binDir: string;
}

export const OPENTOFU_VERSION = "1.11.4";
export const RESTAPI_VERSION = "1.20.0";

const programs = [
    {
        module: "restapi",
        package: "github.com/Mastercard/terraform-provider-restapi",
        flags: "-s -w",
        executable: "terraform-provider-restapi",
    },
    {
        module: "cli",
        package: "github.com/opentofu/opentofu/cmd/tofu",
        // Without this the version is one of a development build, which prints a warning.
        flags: "-s -w -X github.com/opentofu/opentofu/version.dev=no",
        executable: "tofu",
    },
];

/**
 * OpenTofu from the cache folder, else built into it from Go modules if `builds`.
 *
 * @throws Error that says why there is none.
 */
export async function openTofu(env: NodeJS.ProcessEnv, builds: boolean, log: Log): Promise<OpenTofu> {
    const root = path.join(cacheFolder(env), `opentofu-${OPENTOFU_VERSION}-restapi-${RESTAPI_VERSION}`);
    const command = path.join(root, "tofu");
    if ((await findExecutable("tofu", [root])) === undefined) {
        if (!builds) throw new Error("it has not been built; run once with --opentofu");
        await build(root, env, log);
    }
    return { command, binDir: root };
}

async function build(root: string, env: NodeJS.ProcessEnv, log: Log): Promise<void> {
    const go = await findExecutable("go", searchPath(env));
    if (go === undefined) throw new Error("go is not on PATH");
    log(`bench: building OpenTofu ${OPENTOFU_VERSION} from its Go modules; this takes some minutes, once`);
    await mkdir(path.dirname(root), { recursive: true });
    // It takes its name only once it is complete.
    const staging = await mkdtemp(`${root}.partial-`);
    try {
        for (const program of programs) {
            const output = path.join(staging, program.executable);
            const args = ["build", "-mod=readonly", "-trimpath", "-ldflags", program.flags, "-o", output];
            const work = promisify(execFile)(go, [...args, program.package], {
                cwd: path.join(__dirname, program.module),
                env: { ...env, CGO_ENABLED: "0", GOWORK: "off" },
                maxBuffer: 64 * 1024 * 1024,
            });
            await withProgress(log, `building ${program.executable}`, work);
        }
        await rename(staging, root);
    } finally {
        await rm(staging, { recursive: true, force: true });
    }
}
