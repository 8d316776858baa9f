package io.gatehouse.load.rig;

import java.nio.file.Path;
import java.util.ArrayList;
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

    /**
     * Builds all that can be built.
     *
     * @param workers of callout.go, in its setting with workers
     */
    public static Peers build(Repository repository, int workers) {
        List<PeerService> services = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        try {
            Path program = GoCallout.build(repository);
            services.add(GoCallout.service(program, 0));
            services.add(GoCallout.service(program, workers));
        } catch (PeerMissingException e) {
            leftOut.add(e.getMessage());
        }
        try {
            services.add(PlainJava.build(repository));
        } catch (PeerMissingException e) {
            leftOut.add(e.getMessage());
        }
        return new Peers(services, leftOut);
    }
}
