import { expect } from "chai";
import { ProgramRegister } from "../../../../provider/run/register/program-register";
import { declare, Runs } from "./support/runs";
import { useTemporaryFolder } from "./support/temporary-folder";

describe("What the program enters of its user ids", () => {
    const temporary = useTemporaryFolder();
    let runs: Runs;
    beforeEach(() => {
        runs = new Runs(temporary.path);
    });
    afterEach(() => {
        runs.close();
    });

    it("is refused where another resource declares one of them, with the first and that resource", () => {
        const program = runs.program();
        const first = program.addResource("urn:first", "urn:first", undefined, {});
        const second = program.addResource("urn:second", "urn:second", undefined, {});

        expect(program.enter(first, ["ada", "eve"])).to.equal(undefined);
        expect(program.enter(first, ["ada"]), "the same resource again").to.equal(undefined);
        expect(program.enter(second, ["lin", "eve", "ada"])).to.deep.equal({ userId: "eve", other: first });
    });

    it("may be in two workspaces, which the resources' providers tell apart", () => {
        const program = runs.program();
        const provider = {};
        const first = program.addResource("urn:first", "urn:first", provider, {});
        const second = program.addResource("urn:second", "urn:second", undefined, {});
        const third = program.addResource("urn:third", "urn:third", provider, {});

        expect(program.enter(first, ["ada"])).to.equal(undefined);
        expect(program.enter(second, ["ada"])).to.equal(undefined);
        expect(program.enter(third, ["ada"])?.other).to.equal(first);
    });

    it("may be read and declared", () => {
        const program = runs.program();
        const reading = program.addResource("urn:read", "urn:read", undefined, {});
        program.enterRead(reading, ["ada"]);

        expect(declare(program, "urn:declared", ["ada"])).to.equal(undefined);
    });

    it("may be called like a member of all objects", () => {
        const program = runs.program();

        expect(declare(program, "urn:first", ["__proto__", "constructor"])).to.equal(undefined);
        expect(declare(program, "urn:second", ["constructor"])?.userId).to.equal("constructor");
    });

    it("cannot be entered where no folder can be made, and the error says what to do", () => {
        const folder = new Runs("/dev/null").folder();

        expect(() => new ProgramRegister(folder)).to.throw(
            /^cannot keep note of .*ENOTDIR.*TMPDIR \(on Windows TEMP\)\. .*#temporary-folder/,
        );
    });
});
