package io.gatehouse.flame;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.EventType;
import jdk.jfr.consumer.RecordedEvent;

/** How often the sampler looked, in nanoseconds, as the recording's settings say. */
final class Periods {
    private static final String JAVA = "jdk.ExecutionSample";
    private static final String NATIVE = "jdk.NativeMethodSample";
    private static final Pattern TIME = Pattern.compile("(\\d+) *(ns|us|ms|s)");
    private static final Map<String, Double> NANOS = Map.of("ns", 1.0, "us", 1e3, "ms", 1e6, "s", 1e9);
    private static final double USUAL = 20e6;

    private final Map<Long, String> names = new HashMap<>();
    private final Map<String, Double> nanos = new HashMap<>();

    /** Settings name events by their numbers. */
    void learn(List<EventType> types) {
        types.forEach(type -> names.put(type.getId(), type.getName()));
    }

    void set(RecordedEvent setting) {
        if ("period".equals(setting.getString("name"))) {
            set(names.getOrDefault(setting.getLong("id"), ""), setting.getString("value"));
        }
    }

    void set(String event, String value) {
        Matcher time = TIME.matcher(value);
        if (time.matches()) {
            nanos.put(event, Double.parseDouble(time.group(1)) * NANOS.getOrDefault(time.group(2), 1.0));
        }
    }

    /** A sample, as long as the time between two of its kind. */
    StackSample weighed(StackSample sample) {
        double weight = switch (sample.kind()) {
            case JAVA -> nanos.getOrDefault(JAVA, USUAL);
            case NATIVE -> nanos.getOrDefault(NATIVE, USUAL);
            case CPU_TIME, ALLOCATION -> sample.weight();
        };
        return sample.weighing(weight);
    }
}
