import { expect } from "chai";
import { program } from "./support/programs";
import { complaints, expectSettled } from "./support/runs";
import { useStack } from "./support/use-stack";

/** What another writer has left: numbers that JavaScript would write otherwise, deep and at the top. */
const theirs = [
    '"crm":{"id":1234567890123456789,"rate":1.10,"deep":{"big":12345678901234567890.5,"tiny":1e-400}}',
    '"scores":[1.0,1e2,-0,9007199254740993]',
    '"huge":1E400',
    '"odd":{"toString":1.0,"constructor":[null,{"":0.10}]}',
];

const others = `{${theirs.join(",")}}`;

/** A value's JSON with its keys sorted, numbers as they are written. */
function keys(json: string): string[] {
    return json
        .replace(/^\{|\}$/g, "")
        .split(/,(?="(?:crm|scores|huge|odd|nickname|custom)")/)
        .sort();
}

describe('undeclaredKeys: "keep" leaves others\' values what they are, each number to its last digit,', () => {
    const test = useStack();

    it("at creation, update and deletion, of a Profile and of a ProfileSet", async () => {
        const { courier, stack } = test;
        const users = ["single", "member"];
        const declare = (profile: string) =>
            program(`
                const keep = { undeclaredKeys: "keep", onDelete: "delete" };
                new Profile("single", { userId: "single", profile: ${profile}, ...keep });
                new ProfileSet("set", { profiles: { member: ${profile} }, ...keep });
            `);
        const expectProfiles = (...own: string[]) => {
            for (const userId of users) {
                expect(keys(courier.profiles.getText(userId) ?? ""), userId).to.deep.equal(
                    [...theirs, ...own].sort(),
                );
            }
        };
        for (const userId of users) courier.profiles.setText(userId, others);

        await stack.program(declare(`{ nickname: "1", custom: { n: 1.5 } }`));
        await stack.up();
        expectProfiles('"nickname":"1"', '"custom":{"n":1.5}');
        await stack.program(declare(`{ nickname: "2" }`));
        await stack.up();
        expectProfiles('"nickname":"2"');
        await expectSettled(test);
        expectProfiles('"nickname":"2"');

        await stack.destroy();
        expectProfiles();
    });

    it("beside a declared key in the same object; one of theirs in place of a declared one is drift that is put right", async () => {
        const { courier, stack } = test;
        const id = '"id":1234567890123456789';
        const expectPut = () => {
            expect(courier.profiles.getText("single")).to.contain(id);
            expect(courier.profiles.get("single")).to.deep.include({
                crm: { tier: "a", n: 5, id: Number("1234567890123456789") },
            });
        };
        await stack.program(
            program(`
                new Profile("single", { userId: "single", profile: { crm: { tier: "a", n: 5 } }, undeclaredKeys: "keep" });
            `),
        );
        courier.profiles.setText("single", `{"crm":{${id},"n":4.50}}`);
        await stack.up();
        expectPut();

        courier.profiles.setText("single", `{"crm":{${id},"n":12345678901234567890,"tier":"a"}}`);
        const refreshed = await stack.refresh();
        expect(Object.values(complaints(refreshed)).join()).to.match(
            /numbers that JavaScript cannot hold.*: crm\.n$/,
        );
        await stack.up();
        expectPut();
    });

    it("where a profile is only read, they come as JavaScript has them, and a warning names the place", async () => {
        const { courier, stack } = test;
        courier.profiles.setText("theirs", others);
        await stack.program(
            program(`exports.id = Profile.get("theirs", "theirs").profile.crm.id; exports.ok = true;`),
        );
        const result = await stack.up();
        expect(complaints(result).theirs?.join()).to.contain("crm.id");
        expect(await stack.outputs()).to.deep.equal({ id: Number("1234567890123456789"), ok: true });
        expect(courier.profiles.getText("theirs")).to.equal(others);
    });
});
