import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { MessageError } from "../../provider/core/messages/message-error";

/** What a package.json says that the checks need. */
export interface PackageFile {
    readonly version: string;
    readonly engines?: { readonly node?: string };
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly devDependencies?: Readonly<Record<string, string>>;
    readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** A package that is installed, with what its package.json says. */
export interface InstalledPackage extends PackageFile {
    /** Where its package.json is, links followed. */
    readonly file: string;
}

/** The package of this name that code in the folder finds; undefined where it finds none. */
export function findPackage(name: string, folder: string): InstalledPackage | undefined {
    const file = packageFile(name, folder);
    if (file === undefined) {
        return undefined;
    }
    return { ...readPackageFile(file), file };
}

/** @throws MessageError where it is no JSON */
export function readPackageFile(file: string): PackageFile {
    try {
        return JSON.parse(readFileSync(file, "utf8")) as PackageFile;
    } catch {
        throw new MessageError(`${file} cannot be read as JSON: correct it`, "packages-and-nodejs");
    }
}

function packageFile(name: string, folder: string): string | undefined {
    const require = createRequire(path.join(folder, "program.js"));
    try {
        return require.resolve(`${name}/package.json`);
    } catch {
        // Not every package exports its package.json.
        const file = require.resolve
            .paths(name)
            ?.map((modules) => path.join(modules, name, "package.json"))
            .find(existsSync);
        return file && realpathSync(file);
    }
}

/** The package.json that holds for code in the folder: the next one in it or above. */
export function packageFileAbove(folder: string): string | undefined {
    const file = path.join(folder, "package.json");
    const parent = path.dirname(folder);
    return existsSync(file) ? file : parent === folder ? undefined : packageFileAbove(parent);
}
