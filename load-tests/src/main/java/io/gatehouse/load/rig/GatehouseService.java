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
    public LaunchCommand launch(ServiceLaunchSettings target) {
        List<String> command = new ArrayList<>(List.of(launcher.toString(), "run", "--http", "off"));
        command.addAll(List.of(
                "--server",
                target.url(),
                "--user",
                target.user(),
                "--users",
                target.users().toString()));
        settings.forEach(setting -> command.addAll(List.of("--set", setting)));
        Map<String, String> environment = new HashMap<>();
        environment.put("GATEHOUSE_NATS_PASSWORD", target.password());
        environment.put("GATEHOUSE_ISSUER_SEED", target.issuerSeed());
        if (target.xkeySeed() != null) {
            environment.put("GATEHOUSE_XKEY_SEED", target.xkeySeed());
        }
        return new LaunchCommand(command, environment);
    }
}
