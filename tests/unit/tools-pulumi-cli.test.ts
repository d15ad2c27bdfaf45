import { expect } from "chai";
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pulumiEngine, type PulumiEngineOptions } from "../../tools/pulumi-cli";
import { EXECUTABLES, PINNED_VERSION } from "../../tools/pulumi-cli/installation";

const { cli, yamlHost, pythonExecutor } = EXECUTABLES;

describe("the Pulumi CLI that tests and demo run on", () => {
    let folder: string;
    let onPath: string;
    let cached: string;
    let lines: string[];

    beforeEach(async () => {
        folder = await mkdtemp(path.join(os.tmpdir(), "tools-pulumi-cli-"));
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
    async function fakeCli(binDir: string, version: string, { without }: { without?: string } = {}) {
        for (const part of Object.values(EXECUTABLES)) {
            if (part !== without) await script(path.join(binDir, part), `echo v${version}`);
        }
    }

    function find(options: PulumiEngineOptions = {}) {
        return pulumiEngine({
            env: { PATH: onPath, HOME: folder, XDG_CACHE_HOME: path.join(folder, "cache") },
            log: (line) => lines.push(line),
            download: () => Promise.reject(new Error("no network")),
            ...options,
        });
    }

    async function rejection(work: Promise<unknown>): Promise<Error> {
        const reason = await work.then(
            () => undefined,
            (error: unknown) => error,
        );
        if (!(reason instanceof Error)) throw new Error("it did not fail");
        return reason;
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

    for (const part of Object.values(EXECUTABLES).filter((file) => file !== cli)) {
        it(`is not one on PATH that lacks ${part}, which is said`, async () => {
            await fakeCli(onPath, "3.300.1", { without: part });
            await fakeCli(cached, PINNED_VERSION);

            expect(await find()).to.include({ origin: "cache" });
            expect(lines.join("\n")).to.contain(`lacks ${part}`);
        });
    }

    it("is the version that PULUMI_VERSION asks for, and no other", async () => {
        const env = { PATH: onPath, XDG_CACHE_HOME: path.join(folder, "cache"), PULUMI_VERSION: "3.259.0" };
        const another = path.join(folder, "cache/pulumi-courier/pulumi-3.259.0/bin");
        await fakeCli(onPath, "3.300.1");
        await fakeCli(cached, PINNED_VERSION);
        await fakeCli(another, "3.259.0");

        expect(await find({ env })).to.include({ origin: "cache", binDir: another, version: "3.259.0" });
        expect(lines.join("\n")).to.match(/on PATH: .*pulumi is version 3\.300\.1 instead of 3\.259\.0$/);

        await fakeCli(onPath, "3.259.0");
        expect(await find({ env })).to.include({ origin: "path" });
    });

    it("is kept beside other versions, which stay as they are", async () => {
        const another = path.join(folder, "cache/pulumi-courier/pulumi-3.259.0/bin");
        await script(path.join(another, cli), "echo v3.259.0");
        await find({ download: (root, version) => fakeCli(path.join(root, "bin"), version) });

        expect(await readdir(another)).to.deep.equal([cli]);
    });

    for (const asked of ["latest", "v3.259.0", "3.259", "", "../3.259.0"]) {
        it(`is none where PULUMI_VERSION is "${asked}", which is said`, async () => {
            await fakeCli(onPath, "3.300.1");
            const error = await rejection(find({ env: { PATH: onPath, PULUMI_VERSION: asked } }));

            expect(error.message).to.equal(
                `tools: PULUMI_VERSION must be a version such as "${PINNED_VERSION}", or not set`,
            );
        });
    }

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
            await fakeCli(path.join(root, "bin"), PINNED_VERSION);
            throw new Error("connection lost");
        };

        await find({ download }).catch(() => undefined);
        expect(await readdir(path.join(cached, "../.."))).to.be.empty;
    });

    it("replaces a broken one in the cache", async () => {
        await fakeCli(cached, PINNED_VERSION, { without: yamlHost });
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
        const sources = path.join(folder, "sources");
        await script(path.join(sources, "python/cmd", pythonExecutor), "");
        // `go list` prints where a module's source is; `go build -o FILE` writes a program, here one that answers
        // `version` as the pinned CLI does.
        const go = [
            `if [ "$1" = list ]; then echo ${sources}; exit; fi`,
            'while [ "$1" != -o ]; do shift; done',
            `printf '#!/bin/sh\\necho v${PINNED_VERSION}\\n' > "$2"; /bin/chmod +x "$2"`,
        ];
        await script(path.join(onPath, "go"), go.join("\n"));

        expect(await find()).to.include({ origin: "build", binDir: cached });
        expect(await readdir(cached)).to.have.members(Object.values(EXECUTABLES));
        expect(lines.join("\n")).to.contain("minutes, once");
    });

    it("is not built in a version that no Go module here pins", async () => {
        await script(path.join(onPath, "go"), "exit 1");
        const error = await rejection(
            find({ env: { PATH: onPath, XDG_CACHE_HOME: folder, PULUMI_VERSION: "3.1.0" } }),
        );

        expect(error.message).to.match(
            /build from Go modules: .*pulumi-3\.1\.0, which would pin it, does not/,
        );
        expect(error.message).to.contain("Install the Pulumi CLI 3.1.0 on PATH");
    });

    it("where it is not to be had, one message gives each reason and says what to install", async () => {
        await script(path.join(onPath, "go"), "echo 'go: no module proxy' >&2; exit 1");

        const error = await rejection(find());
        expect(error.message.split("\n").map((line) => line.replaceAll(folder, "~"))).to.deep.equal([
            "tools: no Pulumi CLI could be found or made:",
            "  pulumi on PATH: there is none",
            `  pulumi in the cache: ~/cache/pulumi-courier/pulumi-${PINNED_VERSION} does not exist`,
            "  official download: no network",
            `  build from Go modules: go build of ${cli} failed: go: no module proxy`,
            "Install the Pulumi CLI >= 3.216.0 on PATH (https://www.pulumi.com/docs/install/), " +
                "or Go >= 1.26.6, then run this again.",
        ]);
    });
});
