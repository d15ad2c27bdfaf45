import pulumi_courier as courier

courier.ProfileSet(
    "fixtures",
    profiles={
        "fixture-ada": {"email": "ada@example.com", "locale": "en-GB"},
        "fixture-lin": {"email": "lin@example.com", "custom": {"plan": "team"}},
    },
)
