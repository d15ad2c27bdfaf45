import { expect } from "chai";
import type { Emulator } from "../../../emulator";
import { useEmulators } from "./emulators";

/** Starts an emulator with two users before each test of the suite: `known`, and `other`, whom no test may touch. */
export function useTwoUsers(): () => Emulator {
    const start = useEmulators();
    let courier: Emulator;
    beforeEach(async () => {
        courier = await start();
        courier.profiles.set("known", {
            email: "a@example.com",
            custom: { team: "x", tags: ["a"], deep: { n: 1 } },
        });
        courier.profiles.set("other", { email: "other@example.com" });
    });
    afterEach("no other user's profile is touched", () => {
        expect(courier.profiles.get("other")).to.deep.equal({ email: "other@example.com" });
    });
    return () => courier;
}
