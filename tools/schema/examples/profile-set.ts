import * as courier from "pulumi-courier-sdk";

new courier.ProfileSet("fixtures", {
    profiles: {
        "fixture-ada": { email: "ada@example.com", locale: "en-GB" },
        "fixture-lin": { email: "lin@example.com", custom: { plan: "team" } },
    },
});
