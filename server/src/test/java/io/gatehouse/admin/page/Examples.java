package io.gatehouse.admin.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** States of an instance that is made up, as the admin listener tells them: the same figures each time. */
final class Examples {
    static final JsonMapper JSON = JsonMapper.shared();

    static final Map<String, ?> REVOKED = Map.of("closed", 2, "failed", 0, "answered", 3, "servers", 3);
    static final Map<String, ?> EXPLAINED =
            Map.of("exit_code", 1, "text", "verdict   denied\nreason    bad_credentials");

    private static final int SAMPLES = 600;

    /** The sample at which storm and outage begin. */
    private static final int BEGIN = SAMPLES - 95;

    private Examples() {}

    /** All is well. */
    static ObjectNode peace() {
        ObjectNode status = read("status.json");
        return new History(status)
                .counts("granted", i -> 14 + 3 * Math.sin(i / 45.0) + noise(i, 3))
                .counts("denied", i -> noise(i, 11) == 0 ? 1 : 0)
                .counts("shed", i -> 0)
                .counts("dropped", i -> 0)
                .times("p50_ms", Examples::usualMedian)
                .times("p99_ms", Examples::usualTail)
                .counts("queue", i -> 0)
                .counts("ready", i -> 1)
                .status();
    }

    /** A nats-server has restarted, and all of its clients log in at once: more than can be answered in time. */
    static ObjectNode storm() {
        ObjectNode status = read("status.json");
        status.setAll(read("storm.json"));
        return new History(status)
                .counts("granted", i -> i < BEGIN ? 14 + noise(i, 5) : 410 + noise(i, 40))
                .counts("denied", i -> noise(i, 9) == 0 ? 1 : 0)
                .counts("shed", i -> i < BEGIN ? 0 : fading(i, 760))
                .counts("dropped", i -> i < BEGIN ? 0 : fading(i, 760) + noise(i, 8))
                .times("p50_ms", i -> i < BEGIN ? usualMedian(i) : 310 + noise(i, 60))
                .times("p99_ms", i -> i < BEGIN ? usualTail(i) : 870 + noise(i, 80))
                .counts("queue", i -> i < BEGIN ? 0 : fading(i, 600))
                .counts("ready", i -> 1)
                .status();
    }

    /** nats-server is gone, and so is the LDAP server of a directory: nobody is answered. */
    static ObjectNode outage() {
        ObjectNode status = read("status.json");
        status.setAll(read("outage.json"));
        return new History(status)
                .counts("granted", i -> i < BEGIN ? 14 + noise(i, 5) : 0)
                .counts("denied", i -> i < BEGIN && noise(i, 11) == 0 ? 1 : 0)
                .counts("shed", i -> 0)
                .counts("dropped", i -> 0)
                .times("p50_ms", i -> i < BEGIN ? usualMedian(i) : Double.NaN)
                .times("p99_ms", i -> i < BEGIN ? usualTail(i) : Double.NaN)
                .counts("queue", i -> 0)
                .counts("ready", i -> i < BEGIN ? 1 : 0)
                .status();
    }

    private static double usualMedian(int i) {
        return 0.4 + noise(i, 3) / 20.0;
    }

    private static double usualTail(int i) {
        return 2.4 + noise(i / 10, 5) / 3.0;
    }

    private static double fading(int i, int first) {
        return first * Math.exp(-(i - BEGIN) / 60.0) + noise(i, 30);
    }

    /** The state of a second later, in which so many were let in. */
    static ObjectNode secondLater(ObjectNode status, int granted) {
        ObjectNode later = status.deepCopy();
        later.put("now", status.get("now").asLong() + 1000);
        ObjectNode history = (ObjectNode) later.get("history");
        history.put("end", history.get("end").asLong() + 1);
        history.put("samples", history.get("samples").asInt() + 1);
        history.forEach(member -> {
            if (member instanceof ArrayNode series) {
                series.add(0);
            }
        });
        ArrayNode let = (ArrayNode) history.get("granted");
        let.remove(let.size() - 1);
        let.add(granted);
        return later;
    }

    /** The state of a second later by a clock that was set back by an hour. */
    static ObjectNode hourBack(ObjectNode status, int granted) {
        ObjectNode later = secondLater(status, granted);
        later.put("now", later.get("now").asLong() - 3_600_000);
        ObjectNode history = (ObjectNode) later.get("history");
        history.put("end", history.get("end").asLong() - 3600);
        return later;
    }

    /** The same without the samples up to a second. */
    static ObjectNode since(ObjectNode status, long second) {
        ObjectNode rest = status.deepCopy();
        ObjectNode history = (ObjectNode) rest.get("history");
        long after = history.get("end").asLong() - second;
        int kept = (int) Math.max(0, Math.min(history.get("samples").asInt(), after));
        history.put("samples", kept);
        history.forEach(member -> {
            if (member instanceof ArrayNode series) {
                while (series.size() > kept) {
                    series.remove(0);
                }
            }
        });
        return rest;
    }

    /** What is found of whoever is searched for. One whose name begins with {@code silent} would get no answer. */
    static String search(String query) {
        String user = query.replace("user=", "");
        ObjectNode found = read("search.json").put("user", user);
        if (user.startsWith("silent")) {
            ((ObjectNode) found.at("/directories/0"))
                    .put("verdict", "dropped")
                    .put("reason", "bad_entitlement")
                    .putNull("rights");
        }
        return found.toString();
    }

    private static ObjectNode read(String name) {
        try (InputStream file = Objects.requireNonNull(Examples.class.getResourceAsStream(name))) {
            return (ObjectNode) JSON.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of 0 to most - 1, and the same each time. */
    private static int noise(int i, int most) {
        return (int) Math.floorMod(((i + 1) * 2_654_435_761L) >> 9, (long) most);
    }

    /** The samples of a status, up to its time. */
    private static final class History {
        private final ObjectNode status;
        private final ObjectNode history;

        History(ObjectNode status) {
            this.status = status;
            history = status.putObject("history")
                    .put("end", status.get("now").asLong() / 1000)
                    .put("step_seconds", 1)
                    .put("samples", SAMPLES);
        }

        History counts(String name, IntToDoubleFunction value) {
            ArrayNode series = history.putArray(name);
            for (int i = 0; i < SAMPLES; i++) {
                series.add(Math.round(value.applyAsDouble(i)));
            }
            return this;
        }

        /** Milliseconds; what is no number is missing. */
        History times(String name, IntToDoubleFunction value) {
            ArrayNode series = history.putArray(name);
            for (int i = 0; i < SAMPLES; i++) {
                double number = value.applyAsDouble(i);
                if (Double.isNaN(number)) {
                    series.addNull();
                } else {
                    series.add(Math.round(number * 100) / 100.0);
                }
            }
            return this;
        }

        ObjectNode status() {
            return status;
        }
    }
}
