import { stripVTControlCharacters, styleText } from "node:util";
import type { Emulator } from "../../emulator";
import type { Project } from "../demo/project";
import { overwrite } from "../demo/run";

/** What a terminal shows in the end: the quickstart's first `up`, other writers' changes, and what an `up` repairs. */
export async function session(project: Project, courier: Emulator): Promise<string> {
    const first = await command(project, "up --yes --skip-preview");
    overwrite(courier, "test-shopper", { locale: "de-DE" });
    overwrite(courier, "test-driver", { nickname: "Kimmie" });
    const others = [
        "# Somebody changes the shopper's locale in Courier, which is declared,",
        "# and gives the driver a nickname, which is not.",
    ].map((line) => styled("dim", line));
    const second = await command(project, "up --refresh --diff --yes --skip-preview");
    return [...first, "", ...others, ...second].join("\n");
}

async function command(project: Project, args: string): Promise<string[]> {
    const output = await project.record(...args.split(" "));
    return [styled("bold", `$ pulumi ${args}`), ...lasting(output).split("\n")];
}

function styled(format: "bold" | "dim", text: string): string {
    return styleText(format, text, { validateStream: false });
}

/**
 * Of what the engine prints to a file, what stays on a terminal: a resource's line when it is done takes the place
 * of the one before. Times are left out; they are another machine's.
 */
export function lasting(output: string): string {
    return output
        .split("\n")
        .filter(
            (line) =>
                !/ (creating|updating|refreshing|running)\b|^Duration:/.test(stripVTControlCharacters(line)),
        )
        .map((line) => line.replace(/ \(\d+(\.\d+)?m?s\)/, "").trimEnd())
        .join("\n")
        .replace(/\n{2,}/g, "\n")
        .trim();
}
