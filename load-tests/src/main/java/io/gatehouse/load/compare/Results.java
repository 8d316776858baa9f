package io.gatehouse.load.compare;

import io.gatehouse.load.rig.Samples;
import io.gatehouse.load.rig.Sealing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Everything that was measured, by service and sealing, round by round. Not for several threads. */
final class Results {
    private final Map<Key, List<Measured>> rounds = new LinkedHashMap<>();
    private final List<Double> floors = new ArrayList<>();

    private record Key(String service, Sealing sealing) {}

    void add(String service, Sealing sealing, Measured measured) {
        rounds.computeIfAbsent(new Key(service, sealing), key -> new ArrayList<>())
                .add(measured);
    }

    void addFloor(double micros) {
        floors.add(micros);
    }

    /** CPU microseconds of two signatures, of each round. */
    Samples floor() {
        return new Samples(floors);
    }

    /** The services in the order in which they were first measured. */
    Set<String> services() {
        Set<String> names = new LinkedHashSet<>();
        rounds.keySet().forEach(key -> names.add(key.service()));
        return names;
    }

    List<Measured> of(String service, Sealing sealing) {
        return List.copyOf(rounds.getOrDefault(new Key(service, sealing), List.of()));
    }

    /** One figure of each round. */
    Samples of(String service, Sealing sealing, ToDoubleFunction<Measured> figure) {
        return new Samples(
                of(service, sealing).stream().mapToDouble(figure).boxed().toList());
    }

    /** One figure of each round of all services together. */
    Samples ofAll(ToDoubleFunction<Measured> figure) {
        return new Samples(rounds.values().stream()
                .flatMap(List::stream)
                .mapToDouble(figure)
                .boxed()
                .toList());
    }
}
