import pulumi
import pulumi_courier as courier

config = pulumi.Config()

pipeline_profile = {"email": "pipeline@example.com", "custom": {"team": "platform"}}

# In the workspace of courier:apiKey.
pipeline = courier.Profile("pipeline", user_id="svc-pipeline", profile=pipeline_profile)

# The same account in another workspace: an explicit provider has a key of its own.
eu = courier.Provider("eu", api_key=config.require_secret("euApiKey"), base_url=config.require("euBaseUrl"))
courier.Profile(
    "pipeline-in-europe",
    user_id="svc-pipeline",
    profile=pipeline_profile,
    opts=pulumi.ResourceOptions(provider=eu),
)

plans = {"ada": "free", "lin": "team"}
courier.ProfileSet(
    "fixtures",
    profiles={
        f"fixture-{name}": {"email": f"{name}@example.com", "custom": {"plan": plan}}
        for name, plan in plans.items()
    },
    on_delete=courier.OnDelete.DELETE,
)

pulumi.export("userId", pipeline.user_id)
