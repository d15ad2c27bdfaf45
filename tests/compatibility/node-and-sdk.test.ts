import { expect } from "chai";
import { mkdtemp } from "node:fs/promises";
import path from "node:path";
import { installedProject } from "./support/package-managers";
import { liveShortLife } from "./support/short-life";
import { NEWEST_SDK, nodes, OLDEST_SDK, REPOSITORY_SDK } from "./support/versions";

for (const sdk of [OLDEST_SDK, REPOSITORY_SDK, NEWEST_SDK]) {
    describe(`a project with @pulumi/pulumi ${sdk}`, function () {
        this.timeout(300_000);

        // 3.249 and later need Node.js 22.
        for (const node of nodes.filter((version) => sdk !== NEWEST_SDK || parseInt(version) >= 22)) {
            it(`works on Node.js ${node}`, async () => {
                const folder = await mkdtemp(path.join(await installedProject({ sdk }), "project-"));
                expect(await liveShortLife({ folder, node })).to.equal(sdk);
            });
        }
    });
}
