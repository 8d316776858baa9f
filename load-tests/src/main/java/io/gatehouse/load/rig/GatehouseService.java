package io.gatehouse.load.rig;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gatehouse, started by its launcher as a user would.
 *
 * @param settings keys of the configuration, as {@code callout.budget=1s}
 */
public record GatehouseService(String name, Path launcher, List<String> settings) implements ServiceUnderTest {
    public GatehouseService {
        settings = List.copyOf(settings);
    }

    @Override
    public LaunchCommand launch(ServiceLaunchSettings post) {
        List<String> command = new ArrayList<>(List.of(launcher.toString(), "run", "--http", "off"));
        command.addAll(List.of(
                "--server",
                post.url(),
                "--user",
                post.user(),
                "--users",
                post.users().toString()));
        settings.forEach(setting -> command.addAll(List.of("--set", setting)));
        Map<String, String> environment = new HashMap<>();
        environment.put("GATEHOUSE_NATS_PASSWORD", post.password());
        environment.put("GATEHOUSE_ISSUER_SEED", post.issuerSeed());
        if (post.xkeySeed() != null) {
            environment.put("GATEHOUSE_XKEY_SEED", post.xkeySeed());
        }
        return new LaunchCommand(command, environment);
    }
}
