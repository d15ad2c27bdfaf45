import { installedProject, packageManagers } from "./support/package-managers";
import { liveShortLife } from "./support/short-life";
import { chosenSdk } from "./support/versions";

describe(`a project with @pulumi/pulumi ${chosenSdk}, on the running Node.js`, function () {
    this.timeout(300_000);

    for (const [manager, { env }] of Object.entries(packageManagers)) {
        it(`works as ${manager} installs it`, async () => {
            const folder = await installedProject({ manager, sdk: chosenSdk, isOwn: true });
            await liveShortLife({ folder, env: env?.(folder) });
        });
    }
});
