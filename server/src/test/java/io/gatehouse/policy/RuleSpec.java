package io.gatehouse.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/**
 * A rule at random, as its keys and texts: what it means is told by {@link RuleOracle} and, as YAML, by the product.
 *
 * @param conditions keys below {@code if}, such as {@code group} and {@code not.group}
 * @param given keys of what it gives
 */
record RuleSpec(Map<String, List<String>> conditions, Map<String, List<String>> given) {
    private static final Map<String, List<String>> CONDITIONS = Map.of(
            "directory", List.of("staff", "devices", "st*"),
            "user", List.of("anna", "bob", "a*", "*n*", "*b"),
            "group", List.of("red", "blue", "*e*"),
            "attribute.team", List.of("north", "south", "*"),
            "source", List.of("10.0.0.0/8", "10.1.0.0/16", "::1"),
            "server", List.of("s1", "s2", "s*"),
            "client_library", List.of("go", "java"),
            "connection", List.of("standard", "websocket"),
            "certificate.cn", List.of("anna", "*"));

    private static final Map<String, List<String>> GIVEN = Map.ofEntries(
            Map.entry("account", List.of("A", "B", "A", "{{attribute(app)}}")),
            Map.entry("permissions.pub.allow", List.of("x", "y.>", "t.{{attribute(team)}}", "me.{{name()}}", ">")),
            Map.entry("permissions.pub.deny", List.of("x.secret", "y.>")),
            Map.entry("permissions.sub.allow", List.of("x", "work q", "t.{{attribute(team)}}.>", "k.{{subject()}}")),
            Map.entry("permissions.sub.deny", List.of("x.secret")),
            Map.entry("permissions.resp.max", List.of("-1", "0", "1", "2", "5")),
            Map.entry("permissions.resp.ttl", List.of("0", "1s", "2m", "5m", "-1s")),
            Map.entry("subs", List.of("-1", "5", "10")),
            Map.entry("data", List.of("-1", "0", "10")),
            Map.entry("payload", List.of("-1", "1", "100")),
            Map.entry("src", List.of("10.0.0.0/8", "10.1.0.0/16", "10.2.0.0/16", "192.168.0.0/16", "::1")),
            Map.entry("times", List.of("08:00:00-17:00:00", "13:30:00-15:00:00", "10:00:00-12:30:00")),
            Map.entry("allowed_connection_types", List.of("STANDARD", "WEBSOCKET", "IN_PROCESS")),
            Map.entry("session", List.of("1m", "1h", "2h")),
            Map.entry("tags", List.of("one", "Two", "team:{{attribute(team)}}")),
            Map.entry("role", List.of("r1", "r2", "r1")),
            Map.entry("inbox", List.of("private")),
            Map.entry("name", List.of("somebody", "somebody", "me {{name()}}")),
            Map.entry("log", List.of("note one", "note two")));

    private static final List<String> SINGLE = List.of(
            "permissions.resp.max",
            "permissions.resp.ttl",
            "subs",
            "data",
            "payload",
            "session",
            "role",
            "inbox",
            "name",
            "log");

    /** Keys that cannot be beside a role. */
    private static final List<String> OF_SCOPES = List.of("permissions", "inbox", "subs", "data", "payload", "name");

    static RuleSpec random(Random random, boolean roles) {
        Map<String, List<String>> conditions = new TreeMap<>();
        int count = random.nextInt(3);
        for (int i = 0; i < count; i++) {
            String key = pick(random, new ArrayList<>(new TreeMap<>(CONDITIONS).keySet()));
            conditions.put(random.nextInt(4) == 0 ? "not." + key : key, some(random, texts(CONDITIONS, key)));
        }
        return new RuleSpec(conditions, given(random, roles));
    }

    private static Map<String, List<String>> given(Random random, boolean roles) {
        int end = random.nextInt(40);
        if (end < 2) {
            return Map.of(end == 0 ? "refuse" : "silent", List.of("true"));
        }
        Map<String, List<String>> given = new TreeMap<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            String key =
                    random.nextInt(3) == 0 ? "account" : pick(random, new ArrayList<>(new TreeMap<>(GIVEN).keySet()));
            boolean rare = key.equals("inbox") || key.equals("role") || key.equals("name");
            if (!rare || random.nextInt(4) == 0) {
                given.put(
                        key,
                        SINGLE.contains(key)
                                ? List.of(pick(random, texts(GIVEN, key)))
                                : some(random, texts(GIVEN, key)));
            }
        }
        if (!roles) {
            given.remove("role");
        }
        if (given.containsKey("role")) {
            given.keySet().removeIf(key -> OF_SCOPES.contains(key.split("\\.", 2)[0]));
        }
        if (given.isEmpty()) {
            given.put("tags", List.of("one"));
        }
        return given;
    }

    private static List<String> texts(Map<String, List<String>> of, String key) {
        return Objects.requireNonNull(of.get(key));
    }

    static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    static List<String> some(Random random, List<String> from) {
        List<String> some = new ArrayList<>();
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            some.add(pick(random, from));
        }
        return some.stream().distinct().toList();
    }

    /** As YAML in one line. */
    String yaml() {
        Map<String, List<String>> all = new TreeMap<>();
        conditions.forEach((key, values) -> all.put("if." + key, values));
        given.forEach((key, values) -> all.put("give." + key, values));
        return nested(all);
    }

    private static String nested(Map<String, List<String>> paths) {
        List<String> entries = new ArrayList<>();
        Map<String, Map<String, List<String>>> sections = new TreeMap<>();
        paths.forEach((path, values) -> {
            int dot = path.indexOf('.');
            if (dot < 0) {
                entries.add(path + ": " + written(path, values));
            } else {
                sections.computeIfAbsent(path.substring(0, dot), name -> new TreeMap<>())
                        .put(path.substring(dot + 1), values);
            }
        });
        sections.forEach((name, inner) -> entries.add(name + ": " + nested(inner)));
        return "{" + String.join(", ", entries) + "}";
    }

    private static String written(String key, List<String> values) {
        List<String> quoted = values.stream().map(value -> "'" + value + "'").toList();
        return values.size() == 1 && !key.equals("allow") ? quoted.get(0) : "[" + String.join(", ", quoted) + "]";
    }
}
