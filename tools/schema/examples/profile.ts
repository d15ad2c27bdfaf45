import * as courier from "pulumi-courier-sdk";

const ci = new courier.Profile("ci", {
    userId: "svc-ci",
    profile: { email: "ci@example.com", custom: { team: "platform" } },
    onDelete: "delete",
});

export const userId = ci.userId;
