import { expect } from "chai";
import { useEmulators } from "../support/emulators";

describe("emulator.profiles", () => {
    const start = useEmulators();

    it("hands out copies, so that nothing changes behind the server's back", async () => {
        const { profiles } = await start();
        const profile = { custom: { n: 1 } };
        profiles.set("a", profile);
        profile.custom.n = 2;
        profiles.all().clear();
        Object.assign(profiles.get("a") as object, { custom: { n: 3 } });
        expect(profiles.get("a")).to.deep.equal({ custom: { n: 1 } });
        profiles.delete("a");
        profiles.delete("a");
        expect(profiles.get("a")).to.equal(undefined);
    });

    it("takes and gives a profile as text, without the space between its values", async () => {
        const { profiles } = await start();
        profiles.setText("a", ' { "id": 1234567890123456789,\n "n": [1.0, "a b"] } ');
        expect(profiles.getText("a")).to.equal('{"id":1234567890123456789,"n":[1.0,"a b"]}');
        expect(profiles.getText("nobody")).to.equal(undefined);
        profiles.set("b", { n: 1, none: undefined });
        expect(profiles.getText("b")).to.equal('{"n":1}');
    });

    it("gives numbers as JavaScript has them, where it is not asked for the text", async () => {
        const { profiles } = await start();
        profiles.setText("a", '{"id":1234567890123456789,"n":1.0,"m":1e2}');
        const rounded = { id: Number("1234567890123456789"), n: 1, m: 100 };
        expect(profiles.get("a")).to.deep.equal(rounded);
        expect(profiles.all().get("a")).to.deep.equal(rounded);
    });

    const refused = { "not JSON": '{"n":01}', "no object": "[]", "a number": "1.0", nothing: "" };
    for (const [title, text] of Object.entries(refused)) {
        it(`refuses a text that is ${title}, and changes nothing`, async () => {
            const { profiles } = await start();
            profiles.set("a", { n: 1 });
            expect(() => {
                profiles.setText("a", text);
            }).to.throw(/^the profile of "a" is not /);
            expect(profiles.get("a")).to.deep.equal({ n: 1 });
        });
    }
});
