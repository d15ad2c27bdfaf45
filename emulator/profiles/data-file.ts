import { constants, readFileSync } from "node:fs";
import { open, rename, writeFile } from "node:fs/promises";
import { type ExactObject, type ExactValue, isExactObject, parseExact } from "../exact-json";

/**
 * A file that keeps the profiles: a JSON object of all, a user id with its profile a line, and behind it what
 * has changed since, a JSON object of one user a line. So a change costs as much as itself, however many
 * profiles there are. When the changes would be longer than the object, all is written anew: beside the file,
 * and then moved to its place. Whoever is killed at any moment leaves what was saved, and at most a piece of
 * a line behind it.
 */
export class DataFile {
    readonly #path: string;
    readonly #texts: () => ReadonlyMap<string, string>;
    #changed = new Set<string>();
    #objectBytes = 0;
    #changesBytes = 0;
    #current: Promise<void> = Promise.resolve();
    #next: Promise<void> | undefined;

    /** `texts` are the profiles to be written, as JSON, by user id. */
    constructor(path: string, texts: () => ReadonlyMap<string, string>) {
        this.#path = path;
        this.#texts = texts;
    }

    /** Writes all profiles, as one JSON object. */
    async saveAll(): Promise<void> {
        // Taken for unwritten until it is written: what comes after a failure is written as a whole again.
        this.#objectBytes = 0;
        const lines = Array.from(this.#texts(), ([userId, text]) => `${JSON.stringify(userId)}: ${text}`);
        const object = Buffer.from(`{\n${lines.join(",\n")}\n}\n`);
        const beside = `${this.#path}.tmp`;
        try {
            await writeFile(beside, object);
            await rename(beside, this.#path);
        } catch (error) {
            throw new Error(`cannot save the profiles to ${this.#path}: ${(error as Error).message}`, {
                cause: error,
            });
        }
        this.#objectBytes = object.length;
        this.#changesBytes = 0;
    }

    /** Writes what the user's profile is now. Calls while others are being written share the next writing. */
    save(userId: string): void {
        this.#changed.add(userId);
        this.#next ??= this.#current
            .catch(() => undefined)
            .then(() => {
                this.#next = undefined;
                return this.#saveChanges();
            });
        this.#current = this.#next;
        // Whoever needs the outcome asks saved(); a failure must not end the process before that.
        this.#current.catch(() => undefined);
    }

    /** Resolves when the file has everything up to now; fails when it could not be written. */
    saved(): Promise<void> {
        return this.#current;
    }

    /** Resolves when everything is in the file as one JSON object. */
    async close(): Promise<void> {
        await this.#current.catch(() => undefined);
        if (this.#objectBytes === 0 || this.#changesBytes > 0) {
            await this.saveAll();
        }
    }

    async #saveChanges(): Promise<void> {
        const userIds = this.#changed;
        this.#changed = new Set();
        const texts = this.#texts();
        const lines = Array.from(userIds, (userId) => changeLine(userId, texts.get(userId)));
        const changes = Buffer.from(lines.join(""));
        this.#changesBytes += changes.length;
        if (this.#changesBytes > this.#objectBytes || !(await isAppended(this.#path, changes))) {
            await this.saveAll();
        }
    }
}

function changeLine(userId: string, text = "null"): string {
    return `{${JSON.stringify(userId)}: ${text}}\n`;
}

/** Whether it could be: not where the file is gone, for example. */
async function isAppended(path: string, bytes: Buffer): Promise<boolean> {
    try {
        await using file = await open(path, constants.O_WRONLY | constants.O_APPEND);
        await file.writeFile(bytes);
        return true;
    } catch {
        return false;
    }
}

// Within one JSON value no line that begins with a brace follows one that is a closing brace.
const endOfObject = "\n}\n";
const beginOfChange = "{";

/** The profiles in the file; none when it does not exist yet. */
export function readDataFile(path: string): ReadonlyMap<string, ExactObject> {
    const text = readText(path);
    if (text === undefined) {
        return new Map();
    }
    const end = text.indexOf(endOfObject + beginOfChange);
    const [object, changes] =
        end === -1
            ? [text, ""]
            : [text.slice(0, end + endOfObject.length), text.slice(end + endOfObject.length)];
    const profiles = new Map(Object.entries(parseObject(path, object)).map(profileIn(path)));
    // The last piece is nothing, or a line that was cut off.
    for (const line of changes.split("\n").slice(0, -1)) {
        for (const [userId, profile] of Object.entries(parseObject(path, line))) {
            if (profile === null) {
                profiles.delete(userId);
            } else {
                profiles.set(...profileIn(path)([userId, profile]));
            }
        }
    }
    return profiles;
}

function readText(path: string): string | undefined {
    try {
        return readFileSync(path, "utf8");
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") {
            return undefined;
        }
        throw unreadable(path, (error as Error).message, error);
    }
}

function parseObject(path: string, text: string): ExactObject {
    let content: ExactValue;
    try {
        content = parseExact(text);
    } catch (error) {
        throw unreadable(path, `it is not valid JSON: ${(error as Error).message}`, error);
    }
    if (!isExactObject(content)) {
        throw unreadable(path, "it is not a JSON object of user ids and profiles");
    }
    return content;
}

function profileIn(path: string) {
    return ([userId, profile]: readonly [string, ExactValue]): [string, ExactObject] => {
        if (!isExactObject(profile)) {
            throw unreadable(path, `the profile of ${JSON.stringify(userId)} is not a JSON object`);
        }
        return [userId, profile];
    };
}

function unreadable(path: string, reason: string, cause?: unknown): Error {
    return new Error(`cannot read the profiles from ${path}: ${reason}`, { cause });
}
