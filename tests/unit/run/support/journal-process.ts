import { RunJournal } from "../../../../provider/run/run-journal";

// A provider process of the engine in the first argument, which has seen the user ids in the others declared.
const [engineAddress = "", ...userIds] = process.argv.slice(2);
const journal = new RunJournal(engineAddress);
userIds.forEach((userId) => {
    journal.add(userId);
});
process.stdout.write("noted");
process.stdin.on("end", () => {
    journal.close();
    process.exit();
});
process.stdin.resume();
