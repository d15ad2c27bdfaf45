import { expect } from "chai";
import { isInRange } from "../../../../provider/program/checks/version-range";

describe("A version", () => {
    const table: [version: string, range: string, isIn: boolean][] = [
        ["3.216.0", ">=3.216.0 <4", true],
        ["3.215.9", ">=3.216.0 <4", false],
        ["4.0.0", ">=3.216.0 <4", false],
        ["3.1000.0", ">=3.216.0 <4", true],
        ["3.260.0-alpha.x1", ">=3.216.0 <4", true],
        ["20.19.0", ">=20.19", true],
        ["20.9.0", ">=20.19", false],
        ["1.0.0", "^2 || ~3", true],
        ["1.0.0", "", true],
        ["6.0.3", ">= 3.8.3 < 7", true],
        ["7.0.0", ">= 3.8.3 < 7", false],
    ];
    for (const [version, range, isIn] of table) {
        it(`${version} is ${isIn ? "" : "not "}in the range "${range}"`, () => {
            expect(isInRange(version, range)).to.equal(isIn);
        });
    }
});
