using System.Collections.Generic;
using Pulumi;
using Courier = Pulumi.Courier;

return await Deployment.RunAsync(() =>
{
    var ada = Courier.GetProfile.Invoke(new() { UserId = "user-ada" });

    return new Dictionary<string, object?> { ["email"] = ada.Apply(found => found.Profile["email"]) };
});
