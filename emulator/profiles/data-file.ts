import { readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { type ExactObject, type ExactValue, isExactObject, parseExact } from "../exact-json";

/**
 * A file that keeps the profiles: one JSON object, a user id with its profile a line. It is written
 * beside its place and then moved there, so that whoever is killed at any moment leaves either the old
 * file or the new one.
 */
export class DataFile {
    readonly path: string;
    readonly #texts: () => ReadonlyMap<string, string>;
    #current: Promise<void> = Promise.resolve();
    #next: Promise<void> | undefined;

    /** `texts` are the profiles to be written, as JSON, by user id. */
    constructor(path: string, texts: () => ReadonlyMap<string, string>) {
        this.path = path;
        this.#texts = texts;
    }

    /** Writes what there is now. Calls while another is being written share the one that follows. */
    save(): Promise<void> {
        this.#next ??= this.#current
            .catch(() => undefined)
            .then(() => {
                this.#next = undefined;
                return this.#write();
            });
        this.#current = this.#next;
        // Whoever needs the outcome asks saved(); a failure must not end the process before that.
        this.#current.catch(() => undefined);
        return this.#current;
    }

    /** Resolves when the file has everything up to now; fails when it could not be written. */
    saved(): Promise<void> {
        return this.#current;
    }

    async #write(): Promise<void> {
        const lines = Array.from(this.#texts(), ([userId, text]) => `${JSON.stringify(userId)}: ${text}`);
        const beside = `${this.path}.tmp`;
        try {
            await writeFile(beside, `{\n${lines.join(",\n")}\n}\n`);
            await rename(beside, this.path);
        } catch (error) {
            throw new Error(`cannot save the profiles to ${this.path}: ${(error as Error).message}`, {
                cause: error,
            });
        }
    }
}

/** The profiles in the file; none when it does not exist yet. */
export function readDataFile(path: string): [userId: string, profile: ExactObject][] {
    let text: string;
    try {
        text = readFileSync(path, "utf8");
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") {
            return [];
        }
        throw unreadable(path, (error as Error).message, error);
    }
    let content: ExactValue;
    try {
        content = parseExact(text);
    } catch (error) {
        throw unreadable(path, `it is not valid JSON: ${(error as Error).message}`, error);
    }
    if (!isExactObject(content)) {
        throw unreadable(path, "it is not a JSON object of user ids and profiles");
    }
    return Object.entries(content).map(([userId, profile]) => {
        if (!isExactObject(profile)) {
            throw unreadable(path, `the profile of ${JSON.stringify(userId)} is not a JSON object`);
        }
        return [userId, profile];
    });
}

function unreadable(path: string, reason: string, cause?: unknown): Error {
    return new Error(`cannot read the profiles from ${path}: ${reason}`, { cause });
}
