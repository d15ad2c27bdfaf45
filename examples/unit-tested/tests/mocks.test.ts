import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import type { CourierProfile } from "pulumi-courier";

describe("the program, with Pulumi's mocks", () => {
    const declared: { userId: string; profile: CourierProfile }[] = [];

    before(async () => {
        await pulumi.runtime.setMocks(
            {
                newResource({ inputs }) {
                    declared.push(inputs as (typeof declared)[number]);
                    return { id: `${declared.length}`, state: inputs as object };
                },
                call: () => ({}),
            },
            "courier-unit-tested",
            "qa",
        );
        // Imported only now, as a program makes its resources while it loads.
        const { userIds } = await import("../index.js");
        // Once the last output is there, every resource has been declared.
        await new Promise((resolve) => userIds.apply(resolve));
    });

    it("declares a tester for each plan", () => {
        assert.deepEqual(
            declared.map(({ profile }) => profile.custom?.plan),
            ["free", "team"],
        );
    });

    it("has the stack's name in every user id", () => {
        for (const { userId } of declared) assert.match(userId, /^qa-/);
    });

    it("sends nothing to addresses that are not ours", () => {
        for (const { profile } of declared) assert.match(profile.email ?? "", /@example\.com$/);
    });
});
