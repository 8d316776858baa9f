package io.gatehouse.load.compare;

import io.gatehouse.load.rig.Encryption;
import io.gatehouse.load.rig.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Everything that was measured, by service and encryption, round by round. Not for several threads. */
final class ComparisonResults {
    private final Map<String, Map<Encryption, List<ServiceFigures>>> rounds = new LinkedHashMap<>();
    private final List<Double> signatureCosts = new ArrayList<>();

    /** The rounds of a service, with one kind of encryption. */
    record ServiceRounds(String service, Encryption encryption, List<ServiceFigures> rounds) {
        Samples samples(ToDoubleFunction<ServiceFigures> figure) {
            return Samples.of(rounds, figure);
        }

        /** As charts and JSON call it. */
        String name() {
            return service + " " + encryption.words();
        }
    }

    void add(String service, Encryption encryption, ServiceFigures figures) {
        rounds.computeIfAbsent(service, name -> new LinkedHashMap<>())
                .computeIfAbsent(encryption, kind -> new ArrayList<>())
                .add(figures);
    }

    void addSignatureCost(double micros) {
        signatureCosts.add(micros);
    }

    /** CPU microseconds of two signatures, of each round. */
    Samples signatureCost() {
        return new Samples(signatureCosts);
    }

    /** What was measured with each kind of encryption, the services in the order in which they were first measured. */
    List<ServiceRounds> all() {
        return Arrays.stream(Encryption.values())
                .flatMap(encryption -> rounds.keySet().stream().map(service -> of(service, encryption)))
                .filter(measured -> !measured.rounds().isEmpty())
                .toList();
    }

    /** Without rounds when it was not measured. */
    ServiceRounds of(String service, Encryption encryption) {
        Map<Encryption, List<ServiceFigures>> found = rounds.getOrDefault(service, Map.of());
        return new ServiceRounds(service, encryption, List.copyOf(found.getOrDefault(encryption, List.of())));
    }
}
