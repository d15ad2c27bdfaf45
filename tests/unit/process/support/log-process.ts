import { createEngineLog as createDynamicLog } from "../../../../provider/process/engine-log";
import { createEngineLog as createNativeLog } from "../../../../provider/process/native/engine-log";
import { standardErrorLog } from "../../../../provider/run/log";

// A program of its own, because the SDK remembers for the whole process where its engine is.
const [face, engineAddress] = process.argv.slice(2);
const createLog = face === "native" ? createNativeLog : createDynamicLog;
const log = engineAddress ? createLog(engineAddress) : standardErrorLog;
void log("warn", "mind this", "urn:ada")
    .then(() => log("info", "for the stack"))
    .then(() => {
        process.stdout.write("delivered");
        process.exit();
    });
