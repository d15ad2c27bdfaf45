import { cp, mkdtemp, writeFile } from "node:fs/promises";
import path from "node:path";
import { version } from "../../../package.json";
import schema from "../../../provider/process/native/schema.json";
import { generateSdk, type SdkOptions } from "../../../tools/sdk-codegen";
import { repository } from "../../engine/support/packed-package";
import { oncePerRun, runFolder } from "../../engine/support/run-folder";

/** The SDK of the native provider, as `pulumi package add` makes it. */
export function nativeSdk(language: SdkOptions["language"]): Promise<string> {
    return oncePerRun(`native-sdk-${language}`, async (parent) => {
        const file = path.join(parent, "schema.json");
        await writeFile(file, JSON.stringify({ ...schema, version }));
        const folder = path.join(parent, "courier");
        await generateSdk({ schema: file, language, folder });
        return folder;
    });
}

/** A copy of an example of another language, with its SDK where `pulumi package add` puts it. */
export async function exampleWithSdk(name: string, language: SdkOptions["language"]): Promise<string> {
    const folder = await mkdtemp(path.join(runFolder(), `example-${name}-`));
    await cp(path.join(repository, "examples", name), folder, {
        recursive: true,
        // What trying the example has left there is no part of it.
        filter: (file) => !/^(sdks|venv|__pycache__|Pulumi\..+\.yaml)$/.test(path.basename(file)),
    });
    await cp(await nativeSdk(language), path.join(folder, "sdks/courier"), { recursive: true });
    return folder;
}
