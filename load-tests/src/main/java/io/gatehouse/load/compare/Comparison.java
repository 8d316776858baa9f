package io.gatehouse.load.compare;

import io.gatehouse.load.rig.Sealing;
import io.gatehouse.load.rig.Service;
import io.gatehouse.load.rig.Stage;
import io.gatehouse.load.rig.Users;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Measures several services in turn, round after round, so that a machine which becomes slower does so for all of them.
 * Each round begins with another service.
 *
 * @param sealings with xkey, without, or both
 * @param teller gets a line for each step
 */
record Comparison(
        Stage stage,
        Users users,
        List<Service> services,
        List<Sealing> sealings,
        Settings settings,
        Consumer<String> teller) {

    Results run() {
        Results results = new Results();
        for (int round = 0; round < settings.rounds(); round++) {
            results.addFloor(Floor.micros());
            List<Service> order = new ArrayList<>(services);
            Collections.rotate(order, -round);
            for (Sealing sealing : sealings) {
                for (Service service : order) {
                    Measured measured = new Trial(stage, users, settings).measure(service, sealing);
                    results.add(service.name(), sealing, measured);
                    tell(round, service, sealing, measured);
                }
            }
        }
        return results;
    }

    private void tell(int round, Service service, Sealing sealing, Measured measured) {
        teller.accept(String.format(
                Locale.ROOT,
                "round %d of %d, %s %s: %.0f us of CPU an answer (%.0f at a moderate rate), %.0f answers/s, p99 %.1f ms",
                round + 1,
                settings.rounds(),
                service.name(),
                sealing.words(),
                measured.cpuBusy(),
                measured.cpuSteady(),
                measured.capacity(),
                measured.p99Half()));
    }
}
