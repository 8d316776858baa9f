package io.gatehouse.load.compare;

import io.gatehouse.load.rig.Encryption;
import io.gatehouse.load.rig.ServiceUnderTest;
import io.gatehouse.load.rig.TestEnvironment;
import io.gatehouse.load.rig.UserFiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Measures several services in turn, round after round, so that a machine which becomes slower does so for all of them.
 * Each round begins with another service.
 *
 * @param encryptions with xkey, without, or both
 * @param teller gets a line for each step
 */
record Comparison(
        TestEnvironment environment,
        UserFiles users,
        List<ServiceUnderTest> services,
        List<Encryption> encryptions,
        ComparisonSettings settings,
        Consumer<String> teller) {

    ComparisonResults run() {
        ComparisonResults results = new ComparisonResults();
        for (int round = 0; round < settings.rounds(); round++) {
            results.addSignatureCost(SignatureCost.micros());
            List<ServiceUnderTest> order = new ArrayList<>(services);
            Collections.rotate(order, -round);
            for (Encryption encryption : encryptions) {
                for (ServiceUnderTest service : order) {
                    ServiceFigures measured =
                            new ServiceMeasurement(environment, users, settings).measure(service, encryption);
                    results.add(service.name(), encryption, measured);
                    tell(round, service, encryption, measured);
                }
            }
        }
        return results;
    }

    private void tell(int round, ServiceUnderTest service, Encryption encryption, ServiceFigures measured) {
        teller.accept(String.format(
                Locale.ROOT,
                "round %d of %d, %s %s: %.0f us of CPU an answer (%.0f at a moderate rate), %.0f answers/s, p99 %.1f ms",
                round + 1,
                settings.rounds(),
                service.name(),
                encryption.words(),
                measured.cpuBusy(),
                measured.cpuSteady(),
                measured.capacity(),
                measured.p99Half()));
    }
}
