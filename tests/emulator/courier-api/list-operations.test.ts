import { expect } from "chai";
import type { Emulator } from "../../../emulator";
import { exchange } from "../support/exchange";
import { useTwoUsers } from "../support/two-users";

const known = "/profiles/known";

describe("List subscriptions", () => {
    const twoUsers = useTwoUsers();
    let courier: Emulator;

    beforeEach(() => {
        courier = twoUsers();
    });

    it("are kept a user, and survive the profile's deletion", async () => {
        const path = `${known}/lists`;
        await exchange(courier.url, {
            method: "POST",
            path,
            json: { lists: [{ listId: "news" }, { listId: "tips" }] },
        });
        await exchange(courier.url, { method: "DELETE", path: known });
        const ids = async (at: string) => {
            const { text } = await exchange(courier.url, { method: "GET", path: at });
            return (JSON.parse(text) as { results: { id: string }[] }).results.map(({ id }) => id);
        };
        expect(await ids(path)).to.deep.equal(["news", "tips"]);
        expect(await ids("/profiles/other/lists")).to.deep.equal([]);
        await exchange(courier.url, { method: "DELETE", path });
        expect(await ids(path)).to.deep.equal([]);
    });
});
