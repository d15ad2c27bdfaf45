import { build } from "esbuild";
import path from "node:path";

const repository = path.resolve(__dirname, "../..");

/** Makes the one script that `plugin/` starts: the native provider with all that it needs. */
export async function bundlePlugin(): Promise<void> {
    await build({
        absWorkingDir: repository,
        entryPoints: ["provider/process/native/main.ts"],
        outfile: "plugin/provider.cjs",
        bundle: true,
        minify: true,
        platform: "node",
        target: "node20.19",
        // Reads .proto files, which gRPC does for services that this provider has not.
        external: ["@grpc/proto-loader"],
        legalComments: "none",
        logLevel: "warning",
    });
}
