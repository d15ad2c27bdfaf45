import { expect } from "chai";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import {
    readHeader,
    RegisterFileReader,
    RegisterFileWriter,
    type RegisterHeader,
} from "../../../../provider/run/register/register-file";
import { useTemporaryFolder } from "./support/temporary-folder";

const header: RegisterHeader = { kind: "program", engine: "engine", salt: "salt" };

describe("The file of one process", () => {
    const temporary = useTemporaryFolder();
    let file = "";
    beforeEach(() => {
        file = path.join(temporary.path, "file");
    });

    it("begins with whose it is", () => {
        const writer = new RegisterFileWriter(file, header);

        expect(readHeader(file)).to.deep.equal(header);
        writer.close();
    });

    it("is none of these where it is gone, a folder, empty or something else", () => {
        fs.writeFileSync(`${file}-empty`, "");
        fs.writeFileSync(`${file}-other`, "something else\n");

        for (const name of [`${file}-gone`, temporary.path, `${file}-empty`, `${file}-other`]) {
            expect(readHeader(name), name).to.equal(undefined);
        }
    });

    it("never takes the place of another one", () => {
        fs.writeFileSync(file, "somebody's");

        expect(() => new RegisterFileWriter(file, header)).to.throw(/EEXIST/);
        expect(fs.readFileSync(file, "utf8")).to.equal("somebody's");
    });

    it("is read on from where the last reading ended, each byte once, whatever is written how often", () => {
        const writer = new RegisterFileWriter(file, header);
        const reader = new RegisterFileReader(file, header);
        const { readSync } = fs;
        let bytes = 0;
        fs.readSync = ((...args: Parameters<typeof readSync>) => {
            const read = readSync(...args);
            bytes += read;
            return read;
        }) as typeof readSync;
        try {
            for (let n = 0; n < 1000; n++) {
                writer.append([{ resource: n, urn: `urn:né-${n}` }]);
                reader.readOn();
                reader.readOn();
            }
        } finally {
            fs.readSync = readSync;
        }

        expect(reader.resources.size).to.equal(1000);
        expect(reader.resources.get(999)?.urn).to.equal("urn:né-999");
        expect(bytes).to.equal(fs.statSync(file).size);
        writer.close();
        reader.close();
    });

    it("is understood also where the reading comes in the middle of a line, or of a character", () => {
        const text = `${JSON.stringify(header)}\n${JSON.stringify({ resource: 0, urn: "urn:né👩" })}\n`;
        const bytes = Buffer.from(text);
        fs.writeFileSync(file, "");
        const reader = new RegisterFileReader(file, header);
        for (const byte of bytes) {
            fs.appendFileSync(file, Buffer.from([byte]));
            reader.readOn();
        }

        expect(reader.resources.get(0)?.urn).to.equal("urn:né👩");
        reader.close();
    });

    it("is read to its end also where it has been removed", () => {
        const writer = new RegisterFileWriter(file, header);
        const reader = new RegisterFileReader(file, header);
        fs.rmSync(file);
        writer.append([{ waiting: 1 }]);
        reader.readOn();

        expect(reader.waiting).to.equal(1);
        writer.close();
        reader.close();
    });

    it("takes nothing more once it is closed, when its number may be another file's", () => {
        const writer = new RegisterFileWriter(file, header);
        const { size } = fs.statSync(file);
        writer.close();
        const other = fs.openSync(`${file}-other`, "w");
        writer.append([{ waiting: 1 }]);
        writer.close();

        expect(fs.statSync(file).size).to.equal(size);
        expect(fs.fstatSync(other).size).to.equal(0);
        fs.closeSync(other);
    });

    it("is never written in part without an error: an id that nobody can read is not protected", function () {
        if (process.platform === "win32") {
            this.skip();
        }
        // The shell lets the process write a thousand bytes to a file, which ends in the second line. What Node.js
        // writes of the coverage would end there too.
        const script = path.join(__dirname, "support/append-until-full.ts");
        const { stdout, stderr } = spawnSync(
            "/bin/sh",
            ["-c", `ulimit -f 2; exec "$0" "$@"`, process.execPath, "--import", "tsx", script, file],
            { encoding: "utf8", env: { ...process.env, TSX_DISABLE_CACHE: "1", NODE_V8_COVERAGE: "" } },
        );

        expect(stdout, stderr).to.equal("EFBIG");
        expect(fs.statSync(file).size).to.be.lessThan(2000);
    }).timeout(60_000);
});
