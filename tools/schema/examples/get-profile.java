import com.pulumi.Pulumi;
import com.pulumi.courier.CourierFunctions;
import com.pulumi.courier.inputs.GetProfileArgs;

public class App {
    public static void main(String[] args) {
        Pulumi.run(ctx -> {
            var ada = CourierFunctions.getProfile(GetProfileArgs.builder().userId("user-ada").build());

            ctx.export("email", ada.applyValue(found -> found.profile().get("email")));
        });
    }
}
