import { createServer } from "node:net";
import { earlyEndOfRun } from "../../../../provider/process/end-of-run";

// Listens as a provider process does, until its engine is gone; then another provider in it works on for a while.
const signal = earlyEndOfRun("127.0.0.1:1", () => {
    console.log(`the engine is gone, and the run aborted: ${signal.aborted}`);
    setTimeout(() => {
        console.log("work of another is done");
    }, 600);
});
createServer().listen(0, "127.0.0.1", () => {
    console.log(`listens, and minds its input: ${process.stdin.listenerCount("end") > 0}`);
});
