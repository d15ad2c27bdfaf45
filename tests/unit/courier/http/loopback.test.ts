import { expect } from "chai";
import { isLoopback } from "../../../../provider/courier/http/loopback";

describe("A host name", () => {
    it("is loopback only where it can mean this machine alone", () => {
        expect(["localhost", "127.0.0.1", "127.1.2.3", "[::1]"].every(isLoopback)).to.equal(true);
        expect(
            ["127.0.0.1.nip.invalid", "128.0.0.1", "127.a.invalid", "[::2]", "notlocalhost", ""].some(
                isLoopback,
            ),
        ).to.equal(false);
    });
});
