#!/usr/bin/env node
import { parseArgs } from "node:util";
import { startEmulator } from "./emulator";
import type { EmulatorOptions } from "./emulator-options";
import type { Fault } from "./faults/fault";
import { readFaultFile } from "./faults/fault-file";

const usage = `Usage: courier-emulator [options]

An in-memory Courier on this machine: the profiles API, for tests and for trying things out.

Options:
  --port PORT          port to listen on; 0 takes a free one (default: 8787)
  --host HOST          address to listen on (default: 127.0.0.1, which no other machine can reach)
  --latency MS         milliseconds before every answer (default: 0)
  --data FILE          keep the profiles in this file (default: they are gone when it stops)
  --fault-script FILE  a JSON array of faults: {"method": "PUT", "status": 503, "times": 2}
  --help               show this text

Environment:
  COURIER_EMULATOR_API_KEY  the only API key let in (default: every key is let in)
`;

/** Arguments that cannot be understood. */
class UsageError extends Error {
    override name = "UsageError";
}

async function main(): Promise<void> {
    const values = valuesIn(process.argv.slice(2));
    if (values.help) {
        process.stdout.write(usage);
        return;
    }
    const options = optionsOf(values);
    const faults: Fault[] = values["fault-script"] === undefined ? [] : readFaultFile(values["fault-script"]);
    const courier = await startEmulator({
        ...options,
        log: (line) => {
            print(line);
            // Nobody can ask for them here, and it may run for days.
            courier.clearRequests();
        },
    });
    for (const fault of faults) {
        courier.fail(fault);
    }
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
        // Once: whoever asks a second time does not want to wait for the end of the first.
        process.once(signal, () => {
            courier.close().catch(fail);
        });
    }
    print(`courier-emulator: listening on ${courier.url}${keptIn(options, courier.profiles.all().size)}`);
    if (options.dataFile === undefined) {
        print("The profiles are gone when it stops; --data FILE keeps them.");
    }
    const key = options.apiKey === undefined ? "any-key" : '"$COURIER_EMULATOR_API_KEY"';
    print(`Use it: export COURIER_BASE_URL=${courier.url} COURIER_API_KEY=${key}`);
}

function valuesIn(args: string[]) {
    try {
        return parseArgs({
            args,
            options: {
                port: { type: "string", default: "8787" },
                host: { type: "string" },
                latency: { type: "string", default: "0" },
                data: { type: "string" },
                "fault-script": { type: "string" },
                help: { type: "boolean", short: "h" },
            },
        }).values;
    } catch (error) {
        // Node's message goes on with advice that does not fit here.
        const [reason = ""] = (error as Error).message.split(/\. |\n/);
        throw new UsageError(reason);
    }
}

function optionsOf({ port, host, latency, data }: ReturnType<typeof valuesIn>): EmulatorOptions {
    for (const [name, value] of Object.entries({ host, data })) {
        if (value === "") {
            throw new UsageError(`--${name} is empty`);
        }
    }
    return {
        port: numberIn("--port", port, 65_535),
        latencyMs: numberIn("--latency", latency, 2 ** 31 - 1),
        ...(host !== undefined && { host }),
        ...(data !== undefined && { dataFile: data }),
        // From the environment, because a command line is there for every user of the machine to see.
        ...(process.env.COURIER_EMULATOR_API_KEY && { apiKey: process.env.COURIER_EMULATOR_API_KEY }),
    };
}

function numberIn(name: string, text: string, max: number): number {
    const number = Number(text);
    if (!/^\d+$/.test(text) || number > max) {
        throw new UsageError(`${name} must be a whole number from 0 to ${max}, not "${text}"`);
    }
    return number;
}

function keptIn({ dataFile }: EmulatorOptions, count: number): string {
    return dataFile === undefined ? "" : ` (${count} ${count === 1 ? "profile" : "profiles"} in ${dataFile})`;
}

function print(line: string): void {
    process.stdout.write(`${line}\n`);
}

function fail(error: unknown): void {
    const { message } = error as Error;
    const help = error instanceof UsageError ? " (--help shows the options)" : "";
    process.stderr.write(`courier-emulator: ${message}${help}\n`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
}

main().catch(fail);
