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
});
