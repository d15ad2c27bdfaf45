using System.Collections.Generic;
using Pulumi;
using Courier = Pulumi.Courier;

return await Deployment.RunAsync(() =>
{
    var ci = new Courier.Profile("ci", new()
    {
        UserId = "svc-ci",
        ProfileKeys =
        {
            { "email", "ci@example.com" },
            { "custom", new Dictionary<string, object?> { ["team"] = "platform" } },
        },
        OnDelete = Courier.OnDelete.Delete,
    });

    return new Dictionary<string, object?> { ["userId"] = ci.UserId };
});
