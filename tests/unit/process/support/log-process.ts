import { createEngineLog } from "../../../../provider/process/engine-log";
import { standardErrorLog } from "../../../../provider/run/log";

// A program of its own, because the SDK remembers for the whole process where its engine is.
const engineAddress = process.argv[2];
const log = engineAddress ? createEngineLog(engineAddress) : standardErrorLog;
void log("warn", "mind this", "urn:ada")
    .then(() => log("info", "for the stack"))
    .then(() => process.stdout.write("delivered"));
