import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import { startEmulator, type Emulator } from "../../emulator";
import { contents } from "../engine/support/runs";
import { Stack } from "../engine/support/stack";
import { API_KEY } from "../engine/support/use-stack";
import { componentLibrary, LIBRARY, program } from "./support/component-library";
import { installedProject, packageManagers, strictPackageManagers } from "./support/package-managers";
import { chosenSdk } from "./support/versions";

describe("a program with a component library that depends on pulumi-courier", function () {
    this.timeout(300_000);

    let courier: Emulator;
    let stack: Stack | undefined;

    beforeEach(async () => {
        courier = await startEmulator({ apiKey: API_KEY });
    });
    afterEach(async () => {
        await stack?.remove();
        await courier.close();
    });

    async function useProgram(manager: string, { isListed }: { isListed: boolean }): Promise<Stack> {
        const others = { [LIBRARY]: `file:${await componentLibrary()}` };
        const folder = await installedProject({ manager, sdk: chosenSdk, others, isListed, isOwn: true });
        const settings = { name: "accounts", runtime: { name: "nodejs", options: { typescript: false } } };
        await writeFile(path.join(folder, "Pulumi.yaml"), JSON.stringify(settings));
        await writeFile(path.join(folder, "index.js"), program);
        const { env } = { ...packageManagers, ...strictPackageManagers }[manager] ?? {};
        stack = await Stack.of(folder, {
            COURIER_API_KEY: API_KEY,
            COURIER_BASE_URL: courier.url,
            ...env?.(folder),
        });
        return stack;
    }

    async function expectLife(stack: Stack): Promise<void> {
        await stack.up();
        expect(contents(courier)).to.deep.equal({ "svc-ci": { email: "ci@example.com" } });
        await stack.refresh({ args: ["--expect-no-changes"] });
        await stack.destroy();
        expect(contents(courier)).to.deep.equal({ "svc-ci": {} });
    }

    for (const manager of Object.keys(strictPackageManagers)) {
        it(`ends, as ${manager} installs it, with one line that says what to add to which package.json`, async () => {
            const stack = await useProgram(manager, { isListed: false });
            const { diagnostics, output } = await stack.preview({ fails: true });

            const errors = diagnostics.filter(({ severity }) => severity === "error");
            expect(errors).to.have.length(1);
            expect(errors[0]?.message)
                .to.contain(
                    `add "pulumi-courier" to the dependencies in ${path.join(stack.folder, "package.json")}`,
                )
                .and.to.contain("troubleshooting.md#packages-and-nodejs");
            expect(output).not.to.match(/^\s+at .*:\d+/m);
            expect(courier.requests).to.be.empty;
        });

        it(`works, as ${manager} installs it, where the program lists pulumi-courier too`, async () => {
            await expectLife(await useProgram(manager, { isListed: true }));
        });
    }

    for (const manager of ["npm", "Yarn 1"]) {
        it(`works, as ${manager} installs it, which puts the library's dependencies beside the program's`, async () => {
            await expectLife(await useProgram(manager, { isListed: false }));
        });
    }
});
