import { expect } from "chai";
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pulumiEngine, type PulumiEngineOptions } from "../../tools/engine";
import { EXECUTABLES, PINNED_VERSION } from "../../tools/engine/installation";

const { cli, languageHost, dynamicProvider } = EXECUTABLES;

describe("the Pulumi CLI that tests and demo run on", () => {
    let folder: string;
    let onPath: string;
    let cached: string;
    let lines: string[];

    beforeEach(async () => {
        folder = await mkdtemp(path.join(os.tmpdir(), "tools-engine-"));
        onPath = path.join(folder, "on-path");
        cached = path.join(folder, `cache/pulumi-courier/pulumi-${PINNED_VERSION}/bin`);
        lines = [];
    });
    afterEach(() => rm(folder, { recursive: true }));

    async function script(file: string, text: string): Promise<void> {
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, `#!/bin/sh\n${text}\n`);
        await chmod(file, 0o755);
    }

    /** Puts a CLI that only knows its version into `binDir`. */
    async function fakeCli(
        binDir: string,
        version: string,
        parts = [languageHost, dynamicProvider],
    ): Promise<void> {
        await script(path.join(binDir, cli), `echo v${version}`);
        for (const part of parts) await script(path.join(binDir, part), "");
    }

    function find(options: PulumiEngineOptions = {}) {
        return pulumiEngine({
            env: { PATH: onPath, HOME: folder, XDG_CACHE_HOME: path.join(folder, "cache") },
            log: (line) => lines.push(line),
            download: () => Promise.reject(new Error("no network")),
            ...options,
        });
    }

    it("is the one on PATH, if that is new enough", async () => {
        await fakeCli(onPath, "3.300.1");
        await fakeCli(cached, PINNED_VERSION);

        expect(await find()).to.deep.equal({
            command: path.join(onPath, cli),
            binDir: onPath,
            version: "3.300.1",
            origin: "path",
        });
        expect(lines).to.be.empty;
    });

    it("is the one an earlier run has made, where there is none on PATH", async () => {
        await fakeCli(cached, PINNED_VERSION);
        expect(await find()).to.include({ origin: "cache", binDir: cached });
        expect(lines).to.be.empty;
    });

    it("is not one on PATH that is too old, which is said", async () => {
        await fakeCli(onPath, "3.99.0");
        await fakeCli(cached, PINNED_VERSION);

        expect(await find()).to.include({ origin: "cache" });
        expect(lines.join("\n")).to.match(
            /on PATH: .*pulumi is version 3\.99\.0; 3\.\d+\.0 or later is needed$/,
        );
    });

    it("is not one on PATH that lacks a part, which is said", async () => {
        await fakeCli(onPath, "3.300.1", [dynamicProvider]);
        await fakeCli(cached, PINNED_VERSION);

        expect(await find()).to.include({ origin: "cache" });
        expect(lines.join("\n")).to.contain(`lacks ${languageHost}`);
    });

    it("is downloaded once, and kept", async () => {
        let downloads = 0;
        const download = async (root: string) => {
            downloads += 1;
            await fakeCli(path.join(root, "bin"), PINNED_VERSION);
        };

        expect(await find({ download })).to.include({ origin: "download", binDir: cached });
        expect(await find({ download })).to.include({ origin: "cache", binDir: cached });
        expect(downloads).to.equal(1);
        expect(await readdir(path.join(cached, "../.."))).to.deep.equal([`pulumi-${PINNED_VERSION}`]);
    });

    it("is never half a download: one that fails leaves nothing", async () => {
        const download = async (root: string) => {
            await fakeCli(path.join(root, "bin"), PINNED_VERSION, []);
            throw new Error("connection lost");
        };

        await find({ download }).catch(() => undefined);
        expect(await readdir(path.join(cached, "../.."))).to.be.empty;
    });

    it("replaces a broken one in the cache", async () => {
        await fakeCli(cached, PINNED_VERSION, []);
        const download = (root: string) => fakeCli(path.join(root, "bin"), PINNED_VERSION);

        expect(await find({ download })).to.include({ origin: "download" });
        expect(await find()).to.include({ origin: "cache" });
    });

    it("is made by two runs at the same time without harm", async () => {
        const download = (root: string) => fakeCli(path.join(root, "bin"), PINNED_VERSION);
        const found = await Promise.all([find({ download }), find({ download })]);

        expect(found.map(({ binDir }) => binDir)).to.deep.equal([cached, cached]);
        expect(await readdir(path.join(cached, "../.."))).to.deep.equal([`pulumi-${PINNED_VERSION}`]);
    });

    it("is built with Go where it cannot be downloaded", async () => {
        // Writes, as `go build -o FILE` does, a program that answers `version` as the pinned CLI does.
        const build =
            'while [ "$1" != -o ]; do shift; done; ' +
            `printf '#!/bin/sh\\necho v${PINNED_VERSION}\\n' > "$2"; /bin/chmod +x "$2"`;
        await script(path.join(onPath, "go"), build);

        expect(await find()).to.include({ origin: "build", binDir: cached });
        expect(await readdir(cached)).to.have.members([cli, languageHost, dynamicProvider]);
        expect(lines.join("\n")).to.contain("about five minutes, once");
    });

    it("where it is not to be had, one message gives each reason and says what to install", async () => {
        await script(path.join(onPath, "go"), "echo 'go: no module proxy' >&2; exit 1");

        const error = await find().then(
            () => undefined,
            (reason: unknown) => reason as Error,
        );
        expect(error?.message.split("\n").map((line) => line.replaceAll(folder, "~"))).to.deep.equal([
            "engine: no Pulumi CLI could be found or made:",
            "  pulumi on PATH: there is none",
            `  pulumi in the cache: ~/cache/pulumi-courier/pulumi-${PINNED_VERSION} does not exist`,
            "  official download: no network",
            `  build from Go modules: go build of ${cli} failed: go: no module proxy`,
            "Install the Pulumi CLI >= 3.216.0 on PATH (https://www.pulumi.com/docs/install/), " +
                "or Go >= 1.25.11, then run this again.",
        ]);
    });
});
