import { expect } from "chai";
import { inputProblem } from "../../../provider/core/messages/problem";
import { givenOptions, optionProblems, readOptions } from "../../../provider/core/profile-options";

describe("The three options", () => {
    it("have Courier's own behaviour as their defaults", () => {
        const defaults = { ifExists: "replace", undeclaredKeys: "remove", onDelete: "empty" };

        expect(readOptions({})).to.deep.equal(defaults);
        expect(readOptions({ ifExists: null, undeclaredKeys: undefined })).to.deep.equal(defaults);
        expect(readOptions({ onDelete: "delete" })).to.deep.equal({ ...defaults, onDelete: "delete" });
    });

    it("are kept in the state only where they are no default", () => {
        expect(givenOptions(readOptions({ ifExists: "replace", undeclaredKeys: "keep" }))).to.deep.equal({
            undeclaredKeys: "keep",
        });
        expect(givenOptions(readOptions({}))).to.deep.equal({});
    });

    it("are refused, with the values they take, where they have another", () => {
        const [problem, ...others] = optionProblems({ onDelete: "destroy", ifExists: "fail" }, () => true);

        expect(others).to.be.empty;
        expect(problem).to.deep.equal(
            inputProblem("onDelete", 'must be one of "empty", "delete", "retain", "fail", not "destroy"'),
        );
        expect(optionProblems({ undeclaredKeys: 1 }, () => true)).to.have.length(1);
        expect(optionProblems({ ifExists: "toString" }, () => true)).to.have.length(1);
    });

    it("are not judged while they are unknown", () => {
        expect(optionProblems({ onDelete: "?" }, (value) => value !== "?")).to.be.empty;
    });
});
