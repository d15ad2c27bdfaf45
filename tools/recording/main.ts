// `npm run record`: records a session with the quickstart, on the real engine, for the picture in the README.
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { quickstart } from "../demo/project";
import { withCourier } from "../demo/run";
import { picture } from "./picture";
import { session } from "./session";

const file = process.argv[2] ?? path.resolve(__dirname, "../../docs/session.svg");

withCourier(async (courier, createProject) => {
    const project = await createProject(quickstart);
    await writeFile(file, picture(await session(project, courier)));
    console.log(`recorded ${path.relative(process.cwd(), file)}`);
}).then(
    (end) => {
        if (end === "interrupted") process.exitCode = 130;
    },
    (error: unknown) => {
        console.error(`record: ${error instanceof Error ? error.message : String(error)}`);
        process.exitCode = 1;
    },
);
