package io.gatehouse.load.rig;

import java.util.List;

/**
 * The peers that can be built on this machine.
 *
 * @param services ready to be started
 * @param leftOut a line for each that cannot be built: why, and how to get what is missing
 */
public record Peers(List<PeerService> services, List<String> leftOut) {
    public Peers {
        services = List.copyOf(services);
        leftOut = List.copyOf(leftOut);
    }
}
