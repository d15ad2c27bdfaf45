import * as pulumi from "@pulumi/pulumi";
import { Profile } from "pulumi-courier";

const stack = pulumi.getStack();

const testers = ["free", "team"].map(
    (plan) =>
        new Profile(`tester-${plan}`, {
            userId: `${stack}-tester-${plan}`,
            profile: { email: `tester+${plan}@example.com`, custom: { plan } },
        }),
);

export const userIds = pulumi.all(testers.map(({ userId }) => userId));
