import { ProcessRegister } from "../../../../../provider/run/register/process-register";
import { ProgramRegister } from "../../../../../provider/run/register/program-register";
import { RegisterFolder } from "../../../../../provider/run/register/register-folder";

// Enters a user id as a program and as a provider process do, in the folder that is given, and prints what they say.

const folder = new RegisterFolder("127.0.0.1:1001", undefined, process.argv[2]);
const lines = [
    () => new ProgramRegister(folder),
    () => {
        new ProcessRegister({ folder }).enter("ada", undefined, true);
    },
].map((work) => {
    try {
        work();
        return "nothing was thrown";
    } catch (error) {
        return (error as Error).message;
    }
});
process.stdout.write(lines.join("\n"));
