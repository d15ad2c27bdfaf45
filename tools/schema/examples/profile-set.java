import com.pulumi.Pulumi;
import com.pulumi.courier.ProfileSet;
import com.pulumi.courier.ProfileSetArgs;
import java.util.Map;

public class App {
    public static void main(String[] args) {
        Pulumi.run(ctx -> {
            new ProfileSet("fixtures", ProfileSetArgs.builder()
                .profiles(Map.of(
                    "fixture-ada", Map.of("email", "ada@example.com", "locale", "en-GB"),
                    "fixture-lin", Map.of("email", "lin@example.com")))
                .build());
        });
    }
}
