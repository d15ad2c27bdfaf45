import { RegisterFileWriter } from "../../../../../provider/run/register/register-file";

// Appends one record that is larger than what the process may write.

const writer = new RegisterFileWriter(process.argv[2] ?? "", { kind: "program", salt: "salt" });
try {
    writer.append([{ resource: 0, urn: "x".repeat(2000) }]);
    process.stdout.write("no error");
} catch (error) {
    process.stdout.write((error as NodeJS.ErrnoException).code ?? String(error));
}
