import pulumi
import pulumi_courier as courier

ada = courier.get_profile_output(user_id="user-ada")

pulumi.export("email", ada.profile["email"])
