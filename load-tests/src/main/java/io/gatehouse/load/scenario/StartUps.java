package io.gatehouse.load.scenario;

import io.gatehouse.load.report.Figures;
import io.gatehouse.load.rig.Objective;
import io.gatehouse.load.rig.RunningService;
import io.gatehouse.load.rig.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How soon an instance is ready, with a directory of each type that asks a server, and with all of them. Nobody answers where
 * their servers should be: a start does not wait for them.
 */
final class StartUps {
    private static final Pattern READY = Pattern.compile("Ready (\\d+) ms");
    private static final int AOT_CACHE_JDK = 25;
    private static final int STARTS = 3;

    private static final String NONE = "none";
    private static final String ALL = "all";

    /** A port that nobody listens at. */
    private static final String NOBODY = "127.0.0.1:9";

    private static final Map<String, List<String>> TYPES = types();

    private StartUps() {}

    private static Map<String, List<String>> types() {
        Map<String, List<String>> types = new LinkedHashMap<>();
        types.put("http", List.of("url=http://" + NOBODY + "/login"));
        types.put("ldap", List.of("address=ldap://" + NOBODY, "base_dn=dc=example,dc=org"));
        types.put(
                "postgres",
                List.of(
                        "url=postgresql://gatehouse@" + NOBODY + "/staff",
                        "query=SELECT name FROM users WHERE name=:user"));
        types.put("oidc", List.of("issuer.url=http://" + NOBODY, "issuer.audiences=nats"));
        return types;
    }

    /** By the service's own clock, from the start of its process; NaN when it does not say. */
    static double millis(String readyLine) {
        Matcher ready = READY.matcher(readyLine);
        return ready.find() ? Double.parseDouble(ready.group(1)) : Double.NaN;
    }

    /** What is promised depends on the JDK, on which the launcher starts the service as well. */
    static double bound(int jdk) {
        return jdk >= AOT_CACHE_JDK ? 1000 : 1500;
    }

    /** What is promised of the slowest. */
    static Objective objective() {
        return Objective.atMost(
                "start-up with a directory of any type, or of all",
                bound(Runtime.version().feature()),
                Double.NaN,
                " ms");
    }

    /** The median of some starts with each. */
    static Figures measure(ScenarioFixture fixture) {
        Figures found = new Figures().put(NONE, median(fixture, List.of()));
        List<String> all = new ArrayList<>();
        TYPES.forEach((type, keys) -> {
            List<String> settings = settings(type, keys);
            all.addAll(settings);
            found.put(type, median(fixture, settings));
        });
        return found.put(ALL, median(fixture, all));
    }

    private static List<String> settings(String type, List<String> keys) {
        String prefix = "directories." + type + ".";
        List<String> settings = new ArrayList<>(List.of(prefix + "type=" + type));
        keys.forEach(key -> settings.add(prefix + key));
        return settings;
    }

    private static double median(ScenarioFixture fixture, List<String> settings) {
        List<Double> found = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            try (RunningService fresh = fixture.start(fixture.gatehouse("Gatehouse", settings))) {
                found.add(millis(fresh.readyLine()));
            }
        }
        return new Samples(found).median();
    }

    /** The slowest of all; NaN where one is not known. */
    static double slowest(Figures found) {
        return found.members().keySet().stream()
                .mapToDouble(found::value)
                .reduce(
                        0,
                        (one, other) -> Double.isNaN(one) || Double.isNaN(other) ? Double.NaN : Math.max(one, other));
    }
}
