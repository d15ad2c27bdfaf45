import com.pulumi.Pulumi;
import com.pulumi.courier.Profile;
import com.pulumi.courier.ProfileArgs;
import com.pulumi.courier.enums.OnDelete;
import java.util.Map;

public class App {
    public static void main(String[] args) {
        Pulumi.run(ctx -> {
            var ci = new Profile("ci", ProfileArgs.builder()
                .userId("svc-ci")
                .profile(Map.of("email", "ci@example.com", "custom", Map.of("team", "platform")))
                .onDelete(OnDelete.Delete)
                .build());

            ctx.export("userId", ci.userId());
        });
    }
}
