import { readFile } from "node:fs/promises";

/** One thing that the engine did with a resource, or at preview would do. */
export interface Step {
    /** As the engine calls it: "create", "update", "same", "delete", "create-replacement" and so on. */
    readonly op: string;
    readonly type: string;
    /** The resource's logical name. */
    readonly name: string;
}

/** A message that the run showed to its user. */
export interface Diagnostic {
    readonly severity: "info" | "info#err" | "warning" | "error";
    readonly message: string;
    /** The logical name of the resource it is about, if any. */
    readonly name: string | undefined;
}

/** What the engine's event log says about a run. */
export interface EngineEvents {
    /** The steps that succeeded, in the order in which they ended; without the stack's and the providers' own. */
    readonly steps: readonly Step[];
    readonly failedSteps: readonly Step[];
    /** How many of `steps` there are of each op. */
    readonly changes: Readonly<Record<string, number>>;
    readonly diagnostics: readonly Diagnostic[];
}

interface Metadata {
    op: string;
    urn: string;
    type: string;
}

interface EventLine {
    resOutputsEvent?: { metadata: Metadata };
    resOpFailedEvent?: { metadata: Metadata };
    diagnosticEvent?: { urn?: string; message: string; severity: Diagnostic["severity"] | "debug" };
}

/** Reads what `pulumi --event-log` has written: one event a line, of which a killed run may leave the last cut off. */
export async function readEvents(file: string | undefined): Promise<EngineEvents> {
    const text = file === undefined ? "" : await readFile(file, "utf8").catch(() => "");
    const lines = text
        .split("\n")
        .slice(0, -1)
        .map((line) => JSON.parse(line) as EventLine);

    const steps = lines.flatMap(({ resOutputsEvent }) => toStep(resOutputsEvent?.metadata));
    const changes: Record<string, number> = {};
    for (const { op } of steps) changes[op] = (changes[op] ?? 0) + 1;
    return {
        steps,
        failedSteps: lines.flatMap(({ resOpFailedEvent }) => toStep(resOpFailedEvent?.metadata)),
        changes,
        diagnostics: lines.flatMap(({ diagnosticEvent }) => {
            if (diagnosticEvent === undefined || diagnosticEvent.severity === "debug") return [];
            const { severity, message, urn = "" } = diagnosticEvent;
            return { severity, message, name: urn === "" ? undefined : nameIn(urn) };
        }),
    };
}

function toStep(metadata: Metadata | undefined): Step[] {
    if (metadata === undefined || metadata.type.startsWith("pulumi:")) return [];
    const { op, type, urn } = metadata;
    return [{ op, type, name: nameIn(urn) }];
}

function nameIn(urn: string): string {
    return urn.split("::").slice(3).join("::");
}
