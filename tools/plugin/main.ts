import { bundlePlugin } from "./bundle";

// With the name of a folder it writes the archives that are attached to a release into that as well.

void (async () => {
    await bundlePlugin();
    const [folder] = process.argv.slice(2);
    if (folder !== undefined) {
        const { writeArchives } = await import("./archives.js");
        for (const name of await writeArchives(folder)) {
            console.log(`${folder}/${name}`);
        }
    }
})();
