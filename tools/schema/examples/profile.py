import pulumi
import pulumi_courier as courier

ci = courier.Profile(
    "ci",
    user_id="svc-ci",
    profile={"email": "ci@example.com", "custom": {"team": "platform"}},
    on_delete=courier.OnDelete.DELETE,
)

pulumi.export("userId", ci.user_id)
