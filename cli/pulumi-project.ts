import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { parse, YAMLParseError } from "yaml";
import { MessageError } from "../provider/core/messages/message-error";
import { isObject, type JsonObject, type JsonValue } from "../provider/core/values/json";

/** What the Pulumi.yaml of a project says that the commands need. */
export interface PulumiProject {
    /** The path of its Pulumi.yaml. */
    readonly file: string;
    /** Such as "nodejs" and "yaml". */
    readonly runtime: string;
    /** Where Pulumi starts the program, and finds packages from. */
    readonly programFolder: string;
    /** The native provider, as the project names it; undefined where it does not. */
    readonly plugin: PluginReference | undefined;
}

/** A plugin in a folder, or one that Pulumi has installed, of a version if the project names one. */
export type PluginReference = { readonly folder: string } | { readonly version: string | undefined };

/**
 * Finds the project that a folder belongs to, as Pulumi does: the next Pulumi.yaml in it or above.
 *
 * @throws MessageError where it is no YAML
 */
export function findPulumiProject(folder: string): PulumiProject | undefined {
    const file = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"]
        .map((name) => path.join(folder, name))
        .find((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
    if (file !== undefined) {
        return readProject(file);
    }
    const parent = path.dirname(folder);
    return parent === folder ? undefined : findPulumiProject(parent);
}

function readProject(file: string): PulumiProject {
    const project = objectOf(parseYaml(readFileSync(file, "utf8"), file));
    const main = path.resolve(path.dirname(file), textOf(project.main) ?? "");
    return {
        file,
        runtime: textOf(project.runtime) ?? textOf(objectOf(project.runtime).name) ?? "nodejs",
        programFolder: statSync(main, { throwIfNoEntry: false })?.isFile() ? path.dirname(main) : main,
        plugin: pluginIn(project, path.dirname(file)),
    };
}

function parseYaml(text: string, file: string): JsonValue {
    try {
        return parse(text, { prettyErrors: false, logLevel: "error" }) as JsonValue;
    } catch (error) {
        const line = error instanceof YAMLParseError ? text.slice(0, error.pos[0]).split("\n").length : 1;
        throw new MessageError(`${file} is no YAML: correct line ${line}`, "packages-and-nodejs");
    }
}

function pluginIn(project: JsonObject, folder: string): PluginReference | undefined {
    const { providers } = objectOf(project.plugins);
    const provider = (Array.isArray(providers) ? providers : [])
        .map(objectOf)
        .find(({ name }) => name === "courier");
    const { courier } = objectOf(project.packages);
    const source = textOf(provider?.path) ?? textOf(courier) ?? textOf(objectOf(courier).source);
    if (source !== undefined && /^\.|[/\\]/.test(source) && !source.includes("://")) {
        return { folder: path.resolve(folder, source) };
    }
    const version = textOf(provider?.version) ?? textOf(objectOf(courier).version) ?? source?.split("@")[1];
    return provider || courier !== undefined ? { version } : undefined;
}

function objectOf(value: JsonValue | undefined): JsonObject {
    return isObject(value) ? value : {};
}

function textOf(value: JsonValue | undefined): string | undefined {
    return typeof value === "string" ? value : undefined;
}
