using System.Collections.Generic;
using Pulumi;
using Courier = Pulumi.Courier;

return await Deployment.RunAsync(() =>
{
    new Courier.ProfileSet("fixtures", new()
    {
        Profiles =
        {
            { "fixture-ada", new Dictionary<string, object?> { ["email"] = "ada@example.com", ["locale"] = "en-GB" } },
            { "fixture-lin", new Dictionary<string, object?> { ["email"] = "lin@example.com" } },
        },
    });
});
