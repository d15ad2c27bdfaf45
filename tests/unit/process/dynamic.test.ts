import { expect } from "chai";
import * as dynamic from "../../../provider/process/dynamic";

describe("What users' states name of this package", () => {
    it("stays: each text in them asks for one of these, and calls all of its operations", () => {
        expect(dynamic).to.have.all.keys("profile", "profileSet");
        for (const provider of [dynamic.profile, dynamic.profileSet]) {
            expect(provider).to.include.all.keys(
                "configure",
                "check",
                "diff",
                "create",
                "read",
                "update",
                "delete",
            );
        }
    });
});
