import * as pulumi from "@pulumi/pulumi";
import { Profile } from "pulumi-courier";

const stack = pulumi.getStack();
const config = new pulumi.Config();
const domain = config.require("domain");

// The stack's name in every user id keeps the stacks apart where they share a Courier environment, and lets each
// stack's courier:allowedUserIds refuse all others.
const pipeline = new Profile("pipeline", {
    userId: `svc-${stack}-pipeline`,
    profile: { email: `pipeline@${domain}`, custom: { stack } },
});

const alerts = new Profile("alerts", {
    userId: `svc-${stack}-alerts`,
    profile: {
        email: `alerts@${domain}`,
        // A secret of the configuration stays encrypted in the stack's state.
        slack: { access_token: config.requireSecret("slackToken"), channel: config.require("slackChannel") },
    },
});

export const userIds = [pipeline.userId, alerts.userId];
