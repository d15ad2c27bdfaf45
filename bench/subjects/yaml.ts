import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import path from "node:path";
import { writeArchives, archiveName } from "../../tools/plugin/archives";
import { version } from "../../package.json";
import { runFolder } from "../../tests/engine/support/run-folder";
import type { PulumiEngine } from "../../tools/pulumi-cli";
import { measure } from "../measure";
import { isChangedIn, type Session, type Subject } from "../subject";
import { PulumiProject } from "./pulumi-project";

/** What the programs of the other subjects declare, too. */
interface User {
    readonly userId: string;
    readonly profile: { readonly email: string; readonly custom: { readonly plan: string } };
}

/** The resources of a program in YAML. */
export type YamlResources = (users: readonly User[]) => Readonly<Record<string, object>>;

export const yamlResources = {
    empty: () => ({}),
    profiles: (users) =>
        Object.fromEntries(
            users.map(({ userId, profile }) => [
                userId,
                { type: "courier:Profile", properties: { userId, profile } },
            ]),
        ),
    setOfObjects: (users) => ({ users: setOf(users, (profile) => profile) }),
    setOfTexts: (users) => ({ users: setOf(users, JSON.stringify) }),
} satisfies Record<string, YamlResources>;

export interface YamlSubjectOptions {
    readonly name: string;
    readonly title: string;
    readonly resources: YamlResources;
    readonly sendsRequests?: boolean;
}

/** A Pulumi program in YAML, with the native provider installed as Pulumi installs a release. */
export function yamlSubject(
    engine: PulumiEngine,
    { name, title, resources, sendsRequests = true }: YamlSubjectOptions,
): Subject {
    async function start(folder: string, size: number, courierUrl: string): Promise<Session> {
        const project = new PulumiProject({ engine, folder, courierUrl });
        const folderOf = (isChanged: boolean): string => path.join(folder, isChanged ? "changed" : "first");
        for (const isChanged of [false, true]) {
            const settings = { name: "bench", runtime: "yaml", resources: resources(users(size, isChanged)) };
            await mkdir(folderOf(isChanged));
            await writeFile(path.join(folderOf(isChanged), "Pulumi.yaml"), JSON.stringify(settings));
        }
        const cwd = folderOf(false);
        await project.init(cwd);
        if (sendsRequests) {
            const install = ["plugin", "install", "resource", "courier", version, "--file", await archive()];
            await measure(project.command(install, { cwd }));
            // Pulumi then has the schema, as after `pulumi package add`.
            await measure(project.command(["preview"], { cwd }));
        }
        return {
            command: (operation) =>
                project.operation(operation, [], { cwd: folderOf(isChangedIn(operation)) }),
            stateBytes: () => project.stateBytes(),
        };
    }
    return { name, title, sendsRequests, start };
}

function users(size: number, isChanged: boolean): User[] {
    return Array.from({ length: size }, (_, index) => {
        const userId = `user-${String(index).padStart(5, "0")}`;
        const plan = index === 0 && isChanged ? "pro" : "free";
        return { userId, profile: { email: `${userId}@example.com`, custom: { plan } } };
    });
}

function setOf(all: readonly User[], form: (profile: User["profile"]) => unknown): object {
    const profiles = Object.fromEntries(all.map(({ userId, profile }) => [userId, form(profile)]));
    return { type: "courier:ProfileSet", properties: { profiles } };
}

let archives: Promise<string> | undefined;

/** The archive of this machine's system, of the plugin that the packed package was built with. */
async function archive(): Promise<string> {
    archives ??= mkdtemp(path.join(runFolder(), "archives-")).then(async (folder) => {
        await writeArchives(folder);
        return folder;
    });
    const system =
        process.platform === "darwin" ? "darwin" : process.platform === "win32" ? "windows" : "linux";
    return path.join(await archives, archiveName(system, process.arch === "arm64" ? "arm64" : "amd64"));
}
