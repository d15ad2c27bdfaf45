import { styleText } from "node:util";
import type { Emulator } from "../../emulator";

const WIDTH = 100;

/** Whether to colour: on a terminal whose user has not said no. */
export const colour = process.stdout.isTTY && (process.env.NO_COLOR ?? "") === "";

function style(format: Parameters<typeof styleText>[0], text: string): string {
    return colour ? styleText(format, text) : text;
}

/** A step's number and title, then why it is worth a look. */
export function heading(number: string, title: string, why: string): void {
    const rule = "─".repeat(Math.max(0, WIDTH - number.length - title.length - 6));
    console.log(`\n${style(["bold", "cyan"], `── ${number}  ${title} ${rule}`)}\n${why}\n`);
}

export function say(text: string): void {
    console.log(text);
}

export function showCommand(command: string): void {
    console.log(style("bold", `$ ${command}`));
}

export function showProgram(text: string): void {
    console.log(style("dim", text.trimEnd().replace(/^/gm, "  │ ")));
}

/** The requests since the last call, and the profiles as they are now. */
export function showServer(courier: Emulator): void {
    if (courier.requests.length > 0) {
        say(style("bold", "Courier was asked:"));
        for (const { method, path, status } of courier.requests) say(`  ${method} ${path}  ${status ?? ""}`);
        courier.clearRequests();
    }
    say(style("bold", "Courier has:"));
    for (const [userId, profile] of courier.profiles.all()) {
        say(`  ${userId.padEnd(14)}${style("green", JSON.stringify(profile))}`);
    }
}
