import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

const STAGING_LIFETIME_MS = 24 * 60 * 60 * 1000;

/** The folder in which what has been downloaded or built is kept from one run to the next. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
    const xdg = env.XDG_CACHE_HOME ?? "";
    // The XDG specification has a relative path ignored.
    const base = path.isAbsolute(xdg) ? xdg : path.join(env.HOME ?? os.homedir(), ".cache");
    return path.join(base, "pulumi-courier");
}

/**
 * Puts what `make` makes at `root`: it fills a folder beside it, which takes the name `root` only once `check` finds
 * it complete. A run cut short therefore leaves nothing that looks complete, and of two runs at the same time the
 * later takes what the earlier has made.
 *
 * @returns what `check` says of `root`.
 */
export async function fillCache<T>(
    root: string,
    make: (stagingRoot: string) => Promise<void>,
    check: (root: string) => Promise<T>,
): Promise<T> {
    await mkdir(path.dirname(root), { recursive: true });
    await removeAbandoned(root);
    const staging = await mkdtemp(`${root}.partial-`);
    try {
        await make(staging);
        await check(staging);
        await publish(staging, root, check);
        return await check(root);
    } finally {
        await rm(staging, { recursive: true, force: true });
    }
}

async function publish(
    staging: string,
    root: string,
    check: (root: string) => Promise<unknown>,
): Promise<void> {
    try {
        await rename(staging, root);
    } catch (error) {
        const usable = await check(root).then(
            () => true,
            () => false,
        );
        if (usable) return;
        // Something unusable holds the name. It is moved away whole, as deleting in place takes time in which
        // another run could put a good one there.
        const replaced = `${staging}.replaced`;
        try {
            await rename(root, replaced);
            await rename(staging, root);
        } catch {
            throw error;
        } finally {
            await rm(replaced, { recursive: true, force: true });
        }
    }
}

/** Removes what killed runs left behind, by age: a younger folder may belong to a run that is still at work. */
async function removeAbandoned(root: string): Promise<void> {
    const parent = path.dirname(root);
    for (const name of await readdir(parent)) {
        if (!name.startsWith(`${path.basename(root)}.partial-`)) continue;
        const folder = path.join(parent, name);
        const info = await stat(folder).catch(() => undefined);
        if (info !== undefined && Date.now() - info.mtimeMs > STAGING_LIFETIME_MS) {
            await rm(folder, { recursive: true, force: true });
        }
    }
}
