import { expect } from "chai";
import { execFile } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { list } from "tar";
import { engines, version } from "../../../package.json";
import { architectures, archiveName, systems, writeArchives } from "../../../tools/plugin/archives";
import { buildRepository, repository } from "../support/packed-package";
import { runFolder } from "../support/run-folder";
import { contents } from "../support/runs";
import { installedPlugin, profile, useYamlStack } from "../support/yaml-stack";

const run = promisify(execFile);

const started = (plugin: string) => path.join(plugin, "pulumi-resource-courier");

describe("The plugin's archives", function () {
    this.timeout(120_000);

    let folder: string;
    before(async () => {
        await buildRepository();
        folder = await mkdtemp(path.join(runFolder(), "archives-"));
        await writeArchives(folder);
    });

    it("have for each system the same script, what starts it there, licences, and nothing else", async () => {
        const same = ["start.cjs", "provider.cjs", "LICENSES.txt"];
        const starters = {
            linux: ["pulumi-resource-courier"],
            darwin: ["pulumi-resource-courier"],
            windows: ["pulumi-resource-courier.cmd", "PulumiPlugin.yaml", "package.json"],
        };
        for (const system of systems) {
            for (const architecture of architectures) {
                const files: string[] = [];
                const executable: string[] = [];
                await list({
                    file: path.join(folder, archiveName(system, architecture)),
                    onReadEntry: ({ path: name, mode = 0 }) => {
                        files.push(name);
                        if (mode & 0o111) executable.push(name);
                    },
                });
                expect(files).to.have.members([...starters[system], ...same]);
                expect(executable).to.deep.equal(system === "windows" ? [] : ["pulumi-resource-courier"]);
            }
        }
    });

    describe("served by HTTP", () => {
        const test = useYamlStack();

        let server: Server;
        const asked: (string | undefined)[] = [];
        beforeEach(async () => {
            server = createServer(({ url }, response) => {
                asked.push(url);
                readFile(path.join(folder, path.basename(decodeURIComponent(url ?? "")))).then(
                    (archive) => response.end(archive),
                    () => response.writeHead(404).end(),
                );
            });
            await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        });
        afterEach(() => {
            server.close();
            server.closeAllConnections();
        });

        it("are all that pulumi package add needs, in a project without Node.js packages", async () => {
            const { courier, stack } = test;
            const file = path.join(stack.folder, "Pulumi.yaml");
            await writeFile(file, "name: test-project\nruntime: yaml\n");
            const { port } = server.address() as AddressInfo;
            const url = `http://127.0.0.1:${port}`;
            await stack.run(["package", "add", `courier@${version}`, "--server", url]);
            expect(asked).to.deep.equal([
                `/${archiveName("linux", process.arch === "arm64" ? "arm64" : "amd64")}`,
            ]);

            const settings = await readFile(file, "utf8");
            const resources = { one: profile({ userId: "ada", profile: { email: "a" } }) };
            await writeFile(file, `${settings}\nresources: ${JSON.stringify(resources)}\n`);
            server.close();
            await stack.up();
            expect(contents(courier)).to.deep.equal({ ada: { email: "a" } });

            // Where there is no package, its pages are elsewhere.
            courier.fail({ status: 401 });
            const { output } = await stack.refresh({ fails: true });
            expect(output).to.contain("(see pulumi-courier's docs/troubleshooting.md#api-key)");
        });
    });
});

describe("The plugin", function () {
    this.timeout(120_000);

    /** How the plugin ends that cannot start. */
    async function failed(
        command: string,
        args: readonly string[],
        env: NodeJS.ProcessEnv = {},
    ): Promise<string> {
        const error = await run(command, args, { env: { ...process.env, ...env } }).catch(
            (reason: unknown) => reason,
        );
        expect(error).to.include({ code: 1 });
        return (error as { stderr: string }).stderr;
    }

    it("says in one line that there is no Node.js", async () => {
        const plugin = await installedPlugin();
        const message = await failed("/bin/sh", [started(plugin)], {
            PATH: await mkdtemp(path.join(runFolder(), "none-")),
        });
        expect(message).to.equal(
            "pulumi-resource-courier: there is no Node.js on PATH: install Node.js 20.19 or later from https://nodejs.org\n",
        );
    });

    it("says in one line that the Node.js is too old", async () => {
        const plugin = await installedPlugin();
        const preload = path.join(repository, "tests/engine/support/preloads/old-node.cjs");
        const message = await failed(process.execPath, [
            "--require",
            preload,
            path.join(plugin, "start.cjs"),
        ]);
        const [, needed = ""] =
            /^pulumi-resource-courier: this is Node\.js \S+, and (\S+) or later is needed: install it .*\n$/.exec(
                message,
            ) ?? [];
        expect(`>=${needed}`).to.equal(engines.node);
    });

    it("prints its port, and ends when its standard input does", async () => {
        const plugin = run(started(await installedPlugin()), ["127.0.0.1:1"]);
        plugin.child.stdin?.end();
        expect((await plugin).stdout).to.match(/^\d+\n$/);
    });

    it("is not part of what a program loads: nothing of it is in the package's dist", async () => {
        const dist = path.join(path.dirname(await installedPlugin()), "dist/provider/process");
        expect(await run("ls", [dist]).then(({ stdout }) => stdout)).not.to.contain("native");
    });
});
