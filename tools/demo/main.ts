// `npm run demo`: the quickstart from its first `up` to `destroy`, on the real engine, against the emulator.
import type { Emulator } from "../../emulator";
import type { QuickstartProject } from "./project";
import { overwrite, withQuickstart } from "./run";
import { heading, say, showProgram, showServer } from "./screen";

async function demo(project: QuickstartProject, courier: Emulator): Promise<void> {
    heading(
        "1/5",
        "The program",
        "The quickstart declares a service account and two test users. It has been copied to a temporary\n" +
            `folder, with a local Pulumi backend. Courier is played by courier-emulator, on ${courier.url}.`,
    );
    showProgram(await project.readProgram());

    heading("2/5", "Create", "`pulumi up` makes Courier match the program: one PUT for each profile.");
    await project.pulumi("up", "--yes", "--skip-preview");
    showServer(courier);

    heading(
        "3/5",
        "Change one key",
        'The shopper\'s plan goes from "free" to "pro" in the program. A preview shows the difference and\n' +
            "writes nothing; the `up` after it sends that one profile.",
    );
    await project.edit('plan: "free"', 'plan: "pro"');
    await project.pulumi("preview", "--diff");
    await project.pulumi("up", "--yes", "--skip-preview");
    showServer(courier);

    heading(
        "4/5",
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

    heading("5/5", "Destroy", "`pulumi destroy` empties the profiles that the stack has made.");
    await project.pulumi("destroy", "--yes", "--skip-preview");
    showServer(courier);
}

async function main(): Promise<void> {
    const started = performance.now();
    if ((await withQuickstart(demo)) === "interrupted") {
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
