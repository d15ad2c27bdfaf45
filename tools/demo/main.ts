// `npm run demo`: the quickstart from its first `up` to `destroy`, and a program in YAML, on the real engine, against
// the emulator.
import type { Emulator } from "../../emulator";
import { everyLanguage, quickstart, type Project, type Source } from "./project";
import { overwrite, withCourier } from "./run";
import { heading, say, showProgram, showServer } from "./screen";

async function demo(courier: Emulator, createProject: (source: Source) => Promise<Project>): Promise<void> {
    await showQuickstart(await createProject(quickstart), courier);
    await showYaml(await createProject(everyLanguage), courier);
}

async function showQuickstart(project: Project, courier: Emulator): Promise<void> {
    heading(
        "1/6",
        "The program",
        "The quickstart declares a service account and two test users. It has been copied to a temporary\n" +
            `folder, with a local Pulumi backend. Courier is played by courier-emulator, on ${courier.url}.`,
    );
    showProgram(await project.readProgram());

    heading("2/6", "Create", "`pulumi up` makes Courier match the program: one PUT for each profile.");
    await project.pulumi("up", "--yes", "--skip-preview");
    showServer(courier);

    heading(
        "3/6",
        "Change one key",
        'The shopper\'s plan goes from "free" to "pro" in the program. A preview shows the difference and\n' +
            "writes nothing; the `up` after it sends that one profile.",
    );
    await project.edit('plan: "free"', 'plan: "pro"');
    await project.pulumi("preview", "--diff");
    await project.pulumi("up", "--yes", "--skip-preview");
    showServer(courier);

    heading(
        "4/6",
        "Another writer",
        "Someone changes the shopper's locale, which is declared, and gives the driver a nickname, which is not.\n" +
            "A refresh sees the first and says nothing of the second, which is none of the program's business.\n" +
            "The `up` after it puts the locale back and leaves the driver alone.",
    );
    overwrite(courier, "test-shopper", { locale: "de-DE" });
    overwrite(courier, "test-driver", { nickname: "Kimmie" });
    showServer(courier);
    say("");
    await project.pulumi("refresh", "--yes", "--skip-preview", "--diff");
    await project.pulumi("up", "--yes", "--skip-preview");
    showServer(courier);

    heading("5/6", "Destroy", "`pulumi destroy` empties the profiles that the stack has made.");
    await project.pulumi("destroy", "--yes", "--skip-preview");
    showServer(courier);
}

async function showYaml(project: Project, courier: Emulator): Promise<void> {
    heading(
        "6/6",
        "Every language",
        "The native provider serves the same resources to every Pulumi language; this program is in YAML. The user\n" +
            "of the import is there already: it comes into the stack as it is, and its declaration is printed.",
    );
    showProgram(await project.readProgram());
    await project.pulumi("up", "--yes", "--skip-preview");
    await project.edit("team: platform", "team: core");
    await project.pulumi("preview", "--diff");
    showServer(courier);
    courier.profiles.set("user-ada", { email: "ada@example.com", locale: "en-GB" });
    say("");
    await project.pulumi("import", "courier:index:Profile", "ada", "user-ada", "--yes", "--protect=false");
    showServer(courier);
    await project.pulumi("destroy", "--yes", "--skip-preview");
    showServer(courier);
}

async function main(): Promise<void> {
    const started = performance.now();
    if ((await withCourier(demo)) === "interrupted") {
        say("\nInterrupted; all that it made has been removed.");
        process.exitCode = 130;
        return;
    }
    say(`Done in ${Math.round((performance.now() - started) / 1000)} s; all that it made has been removed.`);
}

main().catch((error: unknown) => {
    console.error(`demo: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
});
