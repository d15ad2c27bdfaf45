import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { warnOnce } from "../../../provider/program/warn-once";

describe("A warning to the program's user", () => {
    let warnings: string[];
    const { warn } = console;
    beforeEach(() => {
        warnings = [];
        console.warn = (message: string) => {
            warnings.push(message);
        };
    });
    afterEach(() => {
        console.warn = warn;
    });

    it("is printed once in a script, which has no engine", () => {
        warnOnce("in a script");
        warnOnce("in a script");
        expect(warnings).to.deep.equal(["warning: [runtime] in a script"]);
    });

    it("is printed once under mocks", async () => {
        await pulumi.runtime.setMocks({
            newResource: ({ name, inputs }) => ({ id: name, state: inputs as object }),
            call: () => ({}),
        });
        warnOnce("under mocks");
        warnOnce("under mocks");
        expect(warnings.filter((message) => message.includes("under mocks"))).to.have.length(1);
    });
});
