package io.gatehouse.policy;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.policy.entitlement.Entitlement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What docs/reference/rules.md says that becomes of a login, by another way than the product's: texts in sets, addresses as the
 * sample addresses that are in a range, and every mistake that there is in place of the first.
 */
final class RuleOracle {
    /** One address of each part that the ranges of {@link RuleSpec} cut the addresses into. */
    static final List<String> ADDRESSES = List.of("10.1.0.1", "10.2.0.1", "10.3.0.1", "192.168.0.1", "::1", "8.8.8.8");

    private static final Map<String, Set<String>> RANGES = Map.of(
            "10.0.0.0/8", Set.of("10.1.0.1", "10.2.0.1", "10.3.0.1"),
            "10.1.0.0/16", Set.of("10.1.0.1"),
            "10.2.0.0/16", Set.of("10.2.0.1"),
            "192.168.0.0/16", Set.of("192.168.0.1"),
            "::1", Set.of("::1"));

    /** At noon: which hours are open, and until when, in minutes. */
    private static final Map<String, Long> OPEN = Map.of("08:00:00-17:00:00", 300L, "10:00:00-12:30:00", 30L);

    private final List<RuleSpec> rules;
    private final Identity identity;
    private final AuthorizationRequest login;
    private final @Nullable String certificate;
    private final boolean operator;
    private final List<RuleSpec> held;
    private final @Nullable Entitlement stated;
    final Set<String> problems = new TreeSet<>();

    RuleOracle(
            List<RuleSpec> rules,
            Identity identity,
            AuthorizationRequest login,
            @Nullable String certificate,
            boolean operator) {
        this.rules = rules;
        this.identity = identity;
        this.login = login;
        this.certificate = certificate;
        this.operator = operator;
        this.held = rules.stream().filter(this::holds).toList();
        this.stated = identity.entitlement();
    }

    boolean holds(RuleSpec rule) {
        return rule.conditions().entrySet().stream().allMatch(condition -> {
            String key = condition.getKey();
            boolean not = key.startsWith("not.");
            return not != holds(not ? key.substring(4) : key, condition.getValue());
        });
    }

    private boolean holds(String key, List<String> wanted) {
        String host = login.client().host();
        return switch (key) {
            case "directory" -> fits(wanted, List.of(identity.directory()));
            case "user" -> fits(wanted, List.of(identity.name()));
            case "group" -> fits(wanted, identity.groups());
            case "attribute.team" -> fits(wanted, attribute("team"));
            case "server" -> fits(wanted, List.of(login.server().name()));
            case "client_library" ->
                fits(wanted, List.of(String.valueOf(login.connect().lang())));
            case "certificate.cn" -> certificate != null && fits(wanted, List.of(certificate));
            case "source" -> wanted.stream().anyMatch(range -> range(range).contains(host));
            default -> wanted.contains(login.client().type().equals("nats") ? "standard" : "websocket");
        };
    }

    private static boolean fits(List<String> patterns, Collection<String> texts) {
        return patterns.stream()
                .map(pattern -> pattern.replace("*", ".*"))
                .anyMatch(regex -> texts.stream().anyMatch(text -> text.matches(regex)));
    }

    private static Set<String> range(String text) {
        return Objects.requireNonNull(RANGES.get(text));
    }

    private List<String> attribute(String name) {
        return identity.attributes().getOrDefault(name, List.of());
    }

    private List<String> all(String key) {
        return held.stream()
                .flatMap(rule -> rule.given().getOrDefault(key, List.of()).stream())
                .distinct()
                .toList();
    }

    /** The reasons of which one is right for who gets in by no means; none when the login gets in. */
    Set<String> closed(@Nullable String asked) {
        if (stated != null && stated.disabled()) {
            return Set.of("disabled");
        }
        if (!all("refuse").isEmpty()) {
            return Set.of("refused");
        }
        if (!all("silent").isEmpty()) {
            return Set.of("left_to_others");
        }
        if (held.isEmpty() && (stated == null || stated.account().isEmpty())) {
            return Set.of("no_rule");
        }
        mistakes(asked);
        return problems;
    }

    private void mistakes(@Nullable String asked) {
        Set<String> roles = roles();
        boolean rights = namesPermissions()
                || limit("subs", Entitlement::limits, l -> l.subs()) >= 0
                || limit("data", Entitlement::limits, l -> l.data()) >= 0
                || limit("payload", Entitlement::limits, l -> l.payload()) >= 0
                || !all("name").isEmpty();
        if (roles.size() > 1 || (!roles.isEmpty() && rights)) {
            problems.add("rules_conflict");
        }
        account(asked);
        if (addresses().isEmpty() || types().isEmpty()) {
            problems.add("nothing_in_common");
        }
        if (!addresses().contains(login.client().host())) {
            problems.add("source_not_allowed");
        }
        if (!types().contains(type())) {
            problems.add("connection_type_not_allowed");
        }
        if (openMinutes() < 0) {
            problems.add("outside_hours");
        }
        if (roles.isEmpty()) {
            names();
            allow("sub");
            allow("pub");
            inbox();
        }
        tags();
    }

    Set<String> roles() {
        Set<String> roles = new TreeSet<>(all("role"));
        if (stated != null && stated.role() != null) {
            roles.add(stated.role());
        }
        return roles;
    }

    /** The account that the user is placed in; what is wrong with it goes to the problems. */
    @Nullable String account(@Nullable String asked) {
        Set<String> named = new TreeSet<>(all("account"));
        boolean template = named.remove("{{attribute(app)}}");
        Set<String> made = new TreeSet<>();
        if (template) {
            if (attribute("app").isEmpty()) {
                problems.add("template_mismatch");
            }
            made.addAll(attribute("app"));
        }
        if (stated != null && !stated.account().isEmpty()) {
            named.add(stated.account());
        }
        Set<String> both = new TreeSet<>(named);
        both.addAll(made);
        if (asked != null && !both.contains(asked)) {
            problems.add("account_not_granted");
            return null;
        }
        if (asked == null && both.size() != 1) {
            problems.add(both.isEmpty() ? "account_unknown" : "rules_conflict");
            return null;
        }
        String account = asked == null ? both.iterator().next() : asked;
        if (!named.contains(account) && !Set.of("A", "B").contains(account)) {
            problems.add("account_not_allowed");
        }
        return account;
    }

    Set<String> addresses() {
        Set<String> common = new TreeSet<>(ADDRESSES);
        for (RuleSpec rule : held) {
            keep(common, rule.given().get("src"), range -> range(range).stream());
        }
        if (stated != null && !stated.limits().sources().texts().isEmpty()) {
            common.retainAll(range(stated.limits().sources().texts().get(0)));
        }
        return common;
    }

    Set<String> types() {
        Set<String> common = new TreeSet<>(Set.of("STANDARD", "WEBSOCKET", "IN_PROCESS"));
        for (RuleSpec rule : held) {
            keep(common, rule.given().get("allowed_connection_types"), Stream::of);
        }
        return common;
    }

    private static void keep(
            Set<String> common, @Nullable List<String> values, Function<String, Stream<String>> members) {
        if (values != null) {
            common.retainAll(values.stream().flatMap(members).collect(Collectors.toSet()));
        }
    }

    private String type() {
        return login.client().type().equals("nats") ? "STANDARD" : "WEBSOCKET";
    }

    /** How long the hours are open from noon on; -1 when they are closed. */
    long openMinutes() {
        long open = Long.MAX_VALUE;
        for (RuleSpec rule : held) {
            List<String> times = rule.given().get("times");
            if (times != null) {
                open = Math.min(
                        open,
                        times.stream()
                                .mapToLong(t -> OPEN.getOrDefault(t, -1L))
                                .max()
                                .orElse(-1));
            }
        }
        return open;
    }

    boolean namesPermissions() {
        boolean byRules = held.stream()
                .flatMap(rule -> rule.given().keySet().stream())
                .anyMatch(key -> key.startsWith("permissions.") || key.equals("inbox"));
        return byRules
                || (stated != null
                        && (!stated.permissions().publish().isEverything()
                                || !stated.permissions().subscribe().isEverything()
                                || stated.permissions().responses() != null));
    }

    <T> long limit(String key, Function<Entitlement, T> part, ToLongFunction<T> limit) {
        List<Long> limits = new ArrayList<>(all(key).stream().map(Long::valueOf).toList());
        if (stated != null) {
            limits.add(limit.applyAsLong(part.apply(stated)));
        }
        return limits.stream()
                .filter(each -> each >= 0)
                .mapToLong(Long::longValue)
                .min()
                .orElse(-1);
    }

    Set<String> names() {
        Set<String> names = all("name").stream()
                .map(name -> name.replace("{{name()}}", identity.name()))
                .collect(Collectors.toCollection(TreeSet::new));
        if (names.size() > 1) {
            problems.add("rules_conflict");
        }
        return names;
    }

    Set<String> tags() {
        Set<String> tags = new TreeSet<>(stated == null ? List.of() : stated.tags());
        filled(all("tags")).forEach(tag -> tags.add(tag.toLowerCase(Locale.ROOT)));
        return tags;
    }

    /** What is allowed of a side, without the own inbox. */
    Set<String> allow(String side) {
        return side(side, "allow");
    }

    Set<String> side(String side, String list) {
        Set<String> subjects = filled(all("permissions." + side + "." + list));
        if (stated != null) {
            var set = side.equals("pub")
                    ? stated.permissions().publish()
                    : stated.permissions().subscribe();
            subjects.addAll(
                    list.equals("allow") ? set.rules().allow() : set.rules().deny());
        }
        return subjects;
    }

    boolean anyPrivate() {
        return rules.stream().anyMatch(rule -> rule.given().containsKey("inbox"));
    }

    boolean isPrivate() {
        return !all("inbox").isEmpty();
    }

    private void inbox() {
        if (isPrivate() && allow("sub").contains(">")) {
            problems.add("rules_conflict");
        }
    }

    private Set<String> filled(List<String> templates) {
        Set<String> texts = new TreeSet<>();
        for (String template : templates) {
            String known = template.replace("{{name()}}", identity.name())
                    .replace("{{subject()}}", login.userNkey().text());
            if (!known.contains("{{attribute(team)}}")) {
                texts.add(known);
                continue;
            }
            List<String> teams = attribute("team");
            if (teams.isEmpty() || teams.contains("a.b")) {
                problems.add("template_mismatch");
            }
            teams.forEach(team -> texts.add(known.replace("{{attribute(team)}}", team)));
        }
        return texts;
    }

    /** The smallest of the numbers of responses, as nats-server takes it. */
    @Nullable Long responses() {
        List<Long> stated = new ArrayList<>();
        for (RuleSpec rule : held) {
            if (rule.given().containsKey("permissions.resp.max") || rule.given().containsKey("permissions.resp.ttl")) {
                long max = Long.parseLong(rule.given()
                        .getOrDefault("permissions.resp.max", List.of("0"))
                        .get(0));
                stated.add(max < 0 ? Long.MAX_VALUE : Math.max(1, max));
            }
        }
        return stated.isEmpty()
                ? null
                : stated.stream().mapToLong(Long::longValue).min().orElseThrow();
    }

    /** The shortest of the times for responses in seconds, as nats-server takes it. */
    long responseSeconds() {
        Map<String, Long> seconds = Map.of("0", 120L, "1s", 1L, "2m", 120L, "5m", 300L, "-1s", Long.MAX_VALUE);
        return held.stream()
                .map(RuleSpec::given)
                .filter(given -> given.containsKey("permissions.resp.max") || given.containsKey("permissions.resp.ttl"))
                .mapToLong(given -> seconds.get(
                        given.getOrDefault("permissions.resp.ttl", List.of("0")).get(0)))
                .min()
                .orElseThrow();
    }

    /** How long the session lasts, in seconds; 0 for no end. */
    long sessionSeconds() {
        Map<String, Long> seconds = Map.of("1m", 60L, "1h", 3600L, "2h", 7200L);
        long shortest = all("session").stream().mapToLong(seconds::get).min().orElse(Long.MAX_VALUE);
        if (stated != null && stated.sessionTtl() != null) {
            shortest = Math.min(shortest, stated.sessionTtl().toSeconds());
        }
        long open = openMinutes();
        shortest = open == Long.MAX_VALUE ? shortest : Math.min(shortest, open * 60);
        return shortest == Long.MAX_VALUE ? 0 : shortest;
    }

    int heldRules() {
        return held.size();
    }

    boolean isOperator() {
        return operator;
    }
}
