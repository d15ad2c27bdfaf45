#!/usr/bin/env node
import { runCommand } from "./command-line";

// A reader that has seen enough (`… | head`) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") {
        throw error;
    }
});

void runCommand(process.argv.slice(2), {
    env: process.env,
    cwd: process.cwd(),
    nodeVersion: process.versions.node,
    stdin: process.stdin,
    print: (text) => void process.stdout.write(text),
    say: (line) => void process.stderr.write(`${line}\n`),
}).then((exitCode) => {
    process.exitCode = exitCode;
});
