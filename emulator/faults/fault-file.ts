import { readFileSync } from "node:fs";
import type { Fault } from "./fault";
import { checkFault } from "./fault-check";

/**
 * Reads a fault script: a JSON array of faults. JSON has neither regular expressions nor `Infinity`, so
 * that `"userIdPattern": "^svc-"` stands for the one and `"times": "always"` for the other.
 */
export function readFaultFile(path: string): Fault[] {
    try {
        const faults: unknown = JSON.parse(readFileSync(path, "utf8"));
        if (!Array.isArray(faults)) {
            throw new Error("it is not a JSON array of faults");
        }
        return faults.map(faultOf);
    } catch (error) {
        throw new Error(`cannot read the fault script ${path}: ${(error as Error).message}`, {
            cause: error,
        });
    }
}

function faultOf(item: unknown, index: number): Fault {
    try {
        if (typeof item !== "object" || item === null || Array.isArray(item)) {
            throw new Error("it is not an object");
        }
        const fault = fromJson(item as Record<string, unknown>);
        checkFault(fault);
        return fault;
    } catch (error) {
        throw new Error(`fault ${index + 1}: ${(error as Error).message}`, { cause: error });
    }
}

function fromJson({ userIdPattern, times, ...rest }: Readonly<Record<string, unknown>>): Fault {
    return {
        ...rest,
        ...(userIdPattern !== undefined && { userId: patternOf(userIdPattern) }),
        ...(times !== undefined && { times: times === "always" ? Infinity : times }),
    } as Fault;
}

function patternOf(pattern: unknown): RegExp {
    if (typeof pattern !== "string") {
        throw new Error('"userIdPattern" must be a string');
    }
    return new RegExp(pattern, "u");
}
