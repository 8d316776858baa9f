package io.gatehouse.load.rig;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A peer: a service that Gatehouse is compared with. All of ours take the same flags.
 *
 * @param program what starts it, without the flags
 * @param more flags of its own
 */
public record PeerService(String name, List<String> program, List<String> more) implements ServiceUnderTest {
    public PeerService {
        program = List.copyOf(program);
        more = List.copyOf(more);
    }

    @Override
    public LaunchCommand launch(ServiceLaunchSettings target) {
        List<String> command = new ArrayList<>(program);
        command.addAll(
                List.of("-nats.url", target.url(), "-nats.user", target.user(), "-nats.pass", target.password()));
        command.addAll(List.of("-users", target.users().toString()));
        command.addAll(more);
        Map<String, String> environment = new HashMap<>();
        environment.put("ISSUER_SEED", target.issuerSeed());
        if (target.xkeySeed() != null) {
            environment.put("XKEY_SEED", target.xkeySeed());
        }
        return new LaunchCommand(command, environment);
    }
}
