import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { engineProcess, isRunning, thisProcess } from "../../../../provider/run/register/engine-process";

describe("The process of an engine", function () {
    before(function () {
        if (process.platform !== "linux" && process.platform !== "darwin") {
            this.skip();
        }
    });

    it("is none where no process above this one is an engine's", () => {
        expect(engineProcess()).to.equal(undefined);
    });

    it("is named so that the same process always has the same name", () => {
        const name = thisProcess() ?? "";

        expect(name).to.contain(` ${process.pid} `);
        expect(thisProcess()).to.equal(name);
        expect(isRunning(name)).to.equal(true);
    });

    it("is not taken for another one that has its number now", () => {
        const [place = "", pid = ""] = (thisProcess() ?? "").split(" ");

        expect(isRunning(`${place} ${pid} earlier`)).to.equal(false);
    });

    it("is known to have ended", async () => {
        const [place = ""] = (thisProcess() ?? "").split(" ");
        const ended = spawn(process.execPath, ["--version"]);
        await once(ended, "close");

        expect(isRunning(`${place} ${ended.pid ?? 0} then`)).to.equal(false);
    });

    it("is not judged where it runs in another container, or ran before the machine was started anew", () => {
        expect(isRunning(`elsewhere ${process.pid} then`)).to.equal(undefined);
        expect(isRunning("")).to.equal(undefined);
    });
});
