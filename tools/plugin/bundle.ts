import { build, type Metafile } from "esbuild";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

const repository = path.resolve(__dirname, "../..");
const plugin = path.join(repository, "plugin");

/** What {@link bundlePlugin} makes in `plugin/`. */
export const bundledFiles = ["provider.cjs", "LICENSES.txt"] as const;

/** Makes the one script that `plugin/` starts, the native provider with all that it needs, and the licences of that. */
export async function bundlePlugin(): Promise<void> {
    const [script, licences] = bundledFiles;
    const { metafile } = await build({
        absWorkingDir: repository,
        entryPoints: ["provider/process/native/main.ts"],
        outfile: path.join(plugin, script),
        bundle: true,
        minify: true,
        platform: "node",
        target: "node20.19",
        // Reads .proto files, which gRPC does for services that this provider has not.
        external: ["@grpc/proto-loader"],
        legalComments: "none",
        metafile: true,
        logLevel: "warning",
    });
    await writeFile(path.join(plugin, licences), await licenceTexts(metafile));
}

async function licenceTexts({ inputs }: Metafile): Promise<string> {
    const packages = Object.keys(inputs).flatMap((file) => {
        const [, name] = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file) ?? [];
        return name === undefined ? [] : [name];
    });
    const folders = [...new Set(packages)].sort().map((name) => [name, `node_modules/${name}`] as const);
    const texts = [["pulumi-courier", "."] as const, ...folders].map(async ([name, folder]) => {
        return `${name}\n\n${await licenceIn(path.join(repository, folder), name)}`;
    });
    return (await Promise.all(texts)).join(`\n${"=".repeat(80)}\n\n`);
}

async function licenceIn(folder: string, name: string): Promise<string> {
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined) {
        const { license } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8")) as {
            license?: string;
        };
        if (license === undefined) {
            throw new Error(`${name}, which is to be part of the plugin, says nothing of its licence`);
        }
        return `Licence: ${license}\n`;
    }
    return readFile(path.join(folder, file), "utf8");
}
