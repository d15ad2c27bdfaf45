import { writeFile } from "node:fs/promises";
import path from "node:path";
import { format, resolveConfig } from "prettier";
import { packageSchema } from "./schema";

// Writes the schema that the native provider answers with, which is committed.

const file = path.resolve(__dirname, "../../provider/process/native/schema.json");

void (async () => {
    const text = await format(JSON.stringify(await packageSchema()), {
        ...(await resolveConfig(file)),
        filepath: file,
    });
    await writeFile(file, text);
})();
